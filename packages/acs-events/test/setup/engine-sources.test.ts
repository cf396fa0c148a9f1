import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../src/setup/command.js";
import { buildEngine, downloadEngine, fillFolder } from "../../src/setup/engine-sources.js";
import { done, failed, recorder } from "./command-recorder.ts";
import { temporaryFolder, writeProgram } from "./temporary-folder.ts";

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

describe("buildEngine", () => {
  const versions = { goVersion: "1.26.8", languageHostVersion: "3.68.0" };

  test("builds the language host, then the engine, then what writes programs, each from its module", async () => {
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
          ...["build", "-v", "-trimpath", "-ldflags", `-s -w -X ${version}=v3.68.0`],
          ...["-o", join(unfinished, "bin", "pulumi-language-nodejs")],
          "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
        ],
      ],
      [
        "go",
        "pulumi",
        [
          ...["build", "-v", "-trimpath", "-tags", "osusergo,grpcnotrace", "-ldflags", `-s -w -X ${version}=v3.274.1`],
          ...["-o", join(unfinished, "bin", "pulumi")],
          "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        ],
      ],
      [
        "go",
        "pulumi",
        [
          ...["build", "-v", "-trimpath", "-tags", "osusergo,grpcnotrace", "-ldflags", `-s -w -X ${version}=v3.274.1`],
          ...["-o", join(unfinished, "scratch", "import", "pulumi-language-nodejs")],
          "./import-host",
        ],
      ],
    ]);
    const scratch = join(unfinished, "scratch");
    expect(calls.map(({ options }) => options.env?.["GOTMPDIR"])).toEqual([scratch, scratch, scratch]);
    expect(readdirSync(to.folder).sort()).toEqual(["bin", "engine.json", "import"]);
    expect(readdirSync(join(to.folder, "import")).sort()).toEqual(["pulumi", "pulumi-language-nodejs"]);
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
