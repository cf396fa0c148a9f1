import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../src/setup/command.js";
import { findGo, goBuild, goEnvironment, goProgress } from "../../src/setup/go-build.js";
import { done, failed, recorder } from "./command-recorder.ts";
import { temporaryFolder } from "./temporary-folder.ts";

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

test("goProgress counts modules and packages, also of a line that comes in two pieces", () => {
  const said: string[] = [];
  const take = goProgress((text) => said.push(text));
  take("go: downloading golang.org/x/net v0.51.0\ngo: downloading go.yaml.in/yaml/v3 v3.0.4\nintern");
  take("al/goarch\ngithub.com/pulumi/pulumi/pkg/v3/cmd/pulumi\n# a package\nmain.go:1:2: undefined: x\n");
  expect(said).toEqual(["1 module fetched", "2 modules fetched", "1 package compiled", "2 packages compiled"]);
});

test("a build that fails shows what Go says, without what it had done until then", async () => {
  const output =
    "go: downloading golang.org/x/net v0.51.0\nerrors\n# example.com/m\n./main.go:1:2: undefined: x\ninternal/cpu\n";
  const module = temporaryFolder();
  writeFileSync(join(module, "go.mod"), "module example.com/m\n\ngo 1.26.6\n");
  const go = { run: recorder(() => failed(output)).run, goVersion: "1.26.8", scratch: join(module, "scratch") };
  expect(await goBuild(go, { program: "/bin/m", module, from: ".", flags: [] })).toBe(
    "`go build` of m failed:\n  # example.com/m\n  ./main.go:1:2: undefined: x",
  );
});
