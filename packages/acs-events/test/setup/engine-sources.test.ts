import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CommandOptions, Outcome } from "../../src/setup/command.js";
import { buildEngine, downloadEngine, fillFolder, findGo, goEnvironment } from "../../src/setup/engine-sources.js";
import { temporaryFolder, writeProgram } from "./temporary-folder.ts";

const failed = (output: string): Outcome => ({ status: 1, ended: "exited", output });
const done: Outcome = { status: 0, ended: "exited", output: "" };

/** A command runner that answers with `answer` and keeps what it was asked to run. */
function recorder(answer: (command: string, args: readonly string[]) => Outcome) {
  const calls: { command: string; args: readonly string[]; options: CommandOptions }[] = [];
  const run = (command: string, args: readonly string[], options: CommandOptions = {}) => {
    calls.push({ command, args, options });
    return Promise.resolve(answer(command, args));
  };
  return { calls, run };
}

function target() {
  return { folder: join(temporaryFolder(), "engine", "3.274.1-here"), version: "3.274.1" };
}

function fillBin(folder: string) {
  writeProgram(join(folder, "bin", "pulumi"));
  writeProgram(join(folder, "bin", "pulumi-language-nodejs"));
}

describe("fillFolder", () => {
  test("puts a whole engine into place and leaves nothing else", async () => {
    const to = target();
    const attempt = await fillFolder(to, "installer", async (folder) => {
      expect(dirname(folder)).toBe(dirname(to.folder));
      expect(existsSync(to.folder)).toBe(false);
      fillBin(folder);
      return undefined;
    });
    expect(attempt).toEqual({ ok: true });
    expect(JSON.parse(readFileSync(join(to.folder, "engine.json"), "utf8"))).toEqual({
      version: "3.274.1",
      from: "installer",
    });
    expect(readdirSync(dirname(to.folder))).toEqual([basename(to.folder)]);
  });

  test("fails with the reason it was given, and leaves nothing", async () => {
    const to = target();
    expect(await fillFolder(to, "installer", () => Promise.resolve("no network"))).toEqual({
      ok: false,
      reason: "no network",
    });
    expect(readdirSync(dirname(to.folder))).toEqual([]);
  });

  test("fails when something is missing, and leaves nothing", async () => {
    const to = target();
    const withoutHost = async (folder: string) => {
      writeProgram(join(folder, "bin", "pulumi"));
      return undefined;
    };
    expect(await fillFolder(to, "installer", withoutHost)).toEqual({
      ok: false,
      reason: "it brought no pulumi, or no language host (pulumi-language-nodejs)",
    });
    expect(readdirSync(dirname(to.folder))).toEqual([]);
  });

  test("of two set-ups at the same time the first one's engine stays", async () => {
    const to = target();
    const attempt = await fillFolder(to, "go-modules", async (folder) => {
      fillBin(folder);
      fillBin(to.folder);
      writeFileSync(join(to.folder, "engine.json"), JSON.stringify({ version: "3.274.1", from: "installer" }));
      return undefined;
    });
    expect(attempt).toEqual({ ok: true });
    expect(readFileSync(join(to.folder, "engine.json"), "utf8")).toContain("installer");
    expect(readdirSync(dirname(to.folder))).toEqual([basename(to.folder)]);
  });

  test("an engine that is not whole is replaced; what killed set-ups left a day ago is removed, today's is not", async () => {
    const to = target();
    writeProgram(join(to.folder, "bin", "pulumi"));
    mkdirSync(`${to.folder}.unfinished-1`);
    utimesSync(`${to.folder}.unfinished-1`, 1, 1);
    mkdirSync(`${to.folder}.unfinished-2`);
    await fillFolder(to, "installer", async (folder) => {
      fillBin(folder);
      return undefined;
    });
    expect(existsSync(join(to.folder, "engine.json"))).toBe(true);
    expect(readdirSync(dirname(to.folder))).toEqual([basename(to.folder), `${basename(to.folder)}.unfinished-2`]);
  });
});

describe("downloadEngine", () => {
  test("runs the installer on the Node given, for at most ten minutes", async () => {
    const to = target();
    const { calls, run } = recorder((_, args) => {
      fillBin(args[1] ?? "");
      return done;
    });
    expect(await downloadEngine(to, "/node22", run)).toEqual({ ok: true });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ command: "/node22", options: { timeoutMs: 600_000 } });
    expect(basename(calls[0]?.args[0] ?? "")).toBe("download-engine.js");
    expect(calls[0]?.args[2]).toBe("3.274.1");
  });

  test.each<[Outcome, string]>([
    [failed("noise\nget.pulumi.com does not answer\n"), "get.pulumi.com does not answer"],
    [failed(""), "it ended without a word"],
    [{ status: undefined, ended: "timed-out", output: "" }, "not finished after 10 minutes"],
  ])("fails after %j", async (outcome, reason) => {
    expect(await downloadEngine(target(), "/node22", recorder(() => outcome).run)).toEqual({ ok: false, reason });
  });
});

describe("findGo", () => {
  test.each<[Outcome, object]>([
    [{ ...done, output: "go version go1.26.8 linux/amd64\n" }, { version: "1.26.8" }],
    [{ ...done, output: "go version go1.20.14 linux/amd64\n" }, { reason: "Go 1.20.14 is older than 1.21" }],
    [{ status: undefined, ended: "not-found", output: "" }, { reason: "Go is not on PATH" }],
    [failed("broken"), { reason: "`go version` does not say a version" }],
  ])("%j", async (outcome, expected) => {
    expect(await findGo(recorder(() => outcome).run)).toEqual(expected);
  });
});

describe("buildEngine", () => {
  const versions = { goVersion: "1.26.8", languageHostVersion: "3.68.0" };

  test("builds the language host, then the engine, each from its module", async () => {
    const to = target();
    const { calls, run } = recorder((_, args) => {
      writeProgram(args[args.indexOf("-o") + 1] ?? "");
      return done;
    });
    expect(await buildEngine(to, versions, run)).toEqual({ ok: true });
    const version = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
    const unfinished = `${to.folder}.unfinished-${process.pid}`;
    expect(calls.map(({ command, args, options }) => [command, basename(options.cwd ?? ""), args])).toEqual([
      [
        "go",
        "language-host",
        [
          ...["build", "-trimpath", "-ldflags", `-s -w -X ${version}=v3.68.0`],
          ...["-o", join(unfinished, "bin", "pulumi-language-nodejs")],
          "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
        ],
      ],
      [
        "go",
        "pulumi",
        [
          ...["build", "-trimpath", "-tags", "osusergo,grpcnotrace", "-ldflags", `-s -w -X ${version}=v3.274.1`],
          ...["-o", join(unfinished, "bin", "pulumi")],
          "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        ],
      ],
    ]);
    expect(calls.map(({ options }) => options.env?.["GOTMPDIR"])).toEqual([
      join(unfinished, "scratch"),
      join(unfinished, "scratch"),
    ]);
    expect(readdirSync(to.folder).sort()).toEqual(["bin", "engine.json"]);
    expect(readFileSync(join(to.folder, "engine.json"), "utf8")).toContain("go-modules");
  });

  test("fails with the last lines of go, without trying the long build", async () => {
    const { calls, run } = recorder(() => failed("go: module lookup disabled by GOPROXY=off\n"));
    expect(await buildEngine(target(), versions, run)).toEqual({
      ok: false,
      reason:
        "`go build` of pulumi-language-nodejs failed:\n" + //
        "  go: module lookup disabled by GOPROXY=off",
    });
    expect(calls).toHaveLength(1);
  });
});

describe("goEnvironment", () => {
  const goMod = "module m\n\ngo 1.26.6\n";
  test("keeps the user's settings from changing the modules", () => {
    const env = goEnvironment({ GOFLAGS: "-mod=mod", GOPROXY: "off", GOTOOLCHAIN: "local" }, "1.26.8", goMod);
    expect(env).toEqual({
      GOFLAGS: "-mod=readonly",
      GOPROXY: "off",
      GOTOOLCHAIN: "local",
      GOWORK: "off",
      CGO_ENABLED: "0",
    });
  });

  test("lets a Go that is too old fetch the one it needs", () => {
    expect(goEnvironment({ GOTOOLCHAIN: "local" }, "1.22.0", goMod)["GOTOOLCHAIN"]).toBe("auto");
  });
});
