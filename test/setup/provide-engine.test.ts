import { expect, test } from "vitest";
import type { Engine } from "../../setup/engine.js";
import type { Attempt } from "../../setup/engine-sources.js";
import { provideEngine } from "../../setup/provide-engine.js";

const engine: Engine = {
  pulumi: "/cache/bin/pulumi",
  languageHostDir: "/cache/bin",
  version: "3.274.1",
  origin: "cache",
  canRunPolicyPacks: true,
};

const outOfReach: Attempt = {
  ok: false,
  reason: "get.pulumi.com is out of reach (getaddrinfo ENOTFOUND get.pulumi.com)",
};

/** Ways that record their calls; an attempt that succeeds makes the engine be found from then on. */
function ways(given: { present?: boolean; download?: Attempt; build?: Attempt; pathProblems?: readonly string[] }) {
  const calls: string[] = [];
  let present = given.present ?? false;
  const attempt = (name: string, outcome: Attempt) => () => {
    calls.push(name);
    present ||= outcome.ok;
    return Promise.resolve(outcome);
  };
  return {
    calls,
    version: "3.274.1",
    find: () => {
      calls.push("find");
      return present ? engine : undefined;
    },
    download: attempt("download", given.download ?? outOfReach),
    build: attempt("build", given.build ?? { ok: false, reason: "Go is not on PATH" }),
    pathProblems: () => given.pathProblems ?? [],
  };
}

test("an engine that is there is used; nothing else is tried", async () => {
  const there = ways({ present: true });
  expect(await provideEngine(there)).toEqual({ engine, way: "found" });
  expect(there.calls).toEqual(["find"]);
});

test("else it is downloaded", async () => {
  const online = ways({ download: { ok: true } });
  expect(await provideEngine(online)).toEqual({ engine, way: "downloaded" });
  expect(online.calls).toEqual(["find", "download", "find"]);
});

test("else it is built", async () => {
  const withGo = ways({ build: { ok: true } });
  expect(await provideEngine(withGo)).toEqual({ engine, way: "built" });
  expect(withGo.calls).toEqual(["find", "download", "build", "find"]);
});

test("fails with one message when no way leads to an engine", async () => {
  const message = (
    pulumi: string,
  ) => `The Pulumi engine is missing. It deploys the program, also in the rehearsal and in the tests against the local Azure.
- on PATH: ${pulumi}
- downloading Pulumi 3.274.1: get.pulumi.com is out of reach (getaddrinfo ENOTFOUND get.pulumi.com)
- building Pulumi 3.274.1: Go is not on PATH
Install one of these and run \`npm run setup\` again:
- the Pulumi command line, 3.270.0 or newer, with pulumi-language-nodejs: pulumi.com, "Download and install Pulumi", or your package manager;
- Go, 1.21 or newer: go.dev, "Download and install", or your package manager. The set-up then builds Pulumi once, in about four minutes.
What needs no engine works without: \`npm run test:unit\` and every verb of \`npx acs-events\` but \`rehearse\`.`;
  const problem = await provideEngine(ways({})).catch((error: unknown) => error);
  expect(problem).toMatchObject({ name: "SetupProblem", message: message("no pulumi") });
  const pathProblems = ["/usr/bin/pulumi is version 3.100.0, older than 3.270.0"];
  await expect(provideEngine(ways({ pathProblems }))).rejects.toThrow(message(pathProblems[0] ?? ""));
});

test("fails loudly when an engine that was brought is not found: a defect, not a problem of the machine", async () => {
  const lost = { ...ways({}), download: () => Promise.resolve<Attempt>({ ok: true }) };
  const error = await provideEngine(lost).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: "Error", message: "the engine was put into the cache and is not found there" });
});
