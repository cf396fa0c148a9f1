import { expect, test } from "vitest";
import type { Engine } from "../../src/setup/engine.js";
import type { Attempt } from "../../src/setup/engine-sources.js";
import { type BuildAttempt, provideEngine } from "../../src/setup/provide-engine.js";

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

const noGo: BuildAttempt = { ok: false, reason: "Go is not on PATH", withoutGo: true };

/** Ways that record their calls; an attempt that succeeds makes the engine be found from then on. */
function ways(given: {
  present?: boolean;
  download?: Attempt;
  build?: BuildAttempt;
  pathProblems?: readonly string[];
}) {
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
    build: attempt("build", given.build ?? noGo),
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

const installGo = `- Go, 1.21 or newer: go.dev, "Download and install", or your package manager. The set-up then builds Pulumi once, in about four minutes.`;

test.each([
  ["nothing there", {}, "no pulumi", "Go is not on PATH", installGo],
  [
    "an old pulumi",
    { pathProblems: ["/usr/bin/pulumi is version 3.100.0, older than 3.270.0"] },
    "/usr/bin/pulumi is version 3.100.0, older than 3.270.0",
    "Go is not on PATH",
    installGo,
  ],
  [
    "a build that failed",
    { build: { ok: false, reason: "`go build` of pulumi failed:\n  no space left" } as const },
    "no pulumi",
    "`go build` of pulumi failed:\n  no space left",
    "- what `go build` reports above. Most often it cannot reach its modules: connect to the network, or set GOPROXY to the module proxy of your company.",
  ],
])("fails with one message when no way leads to an engine: %s", async (_, given, onPath, building, advice) => {
  const problem = await provideEngine(ways(given)).catch((error: unknown) => error);
  expect(problem).toMatchObject({
    name: "SetupProblem",
    message: `The Pulumi engine is missing. It deploys the program, also in the rehearsal and in the tests against the local Azure.
- on PATH: ${onPath}
- downloading Pulumi 3.274.1: get.pulumi.com is out of reach (getaddrinfo ENOTFOUND get.pulumi.com)
- building Pulumi 3.274.1: ${building}
Provide one of these and run \`npm run setup\` again:
- the Pulumi command line, 3.270.0 or newer, with pulumi-language-nodejs: pulumi.com, "Download and install Pulumi", or your package manager;
${advice}
What needs no engine works without: every verb of \`npx acs-events\` but \`rehearse\`, \`dev\`, \`deploy\`, \`publish\`, \`drift\` and \`pulumi\`.`,
  });
});

test("fails loudly when an engine that was brought is not found: a defect, not a problem of the machine", async () => {
  const lost = { ...ways({}), download: () => Promise.resolve<Attempt>({ ok: true }) };
  const error = await provideEngine(lost).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: "Error", message: "the engine was put into the cache and is not found there" });
});
