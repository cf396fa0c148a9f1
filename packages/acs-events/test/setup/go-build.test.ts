import { describe, expect, test } from "vitest";
import type { Outcome } from "../../src/setup/command.js";
import { findGo, goEnvironment } from "../../src/setup/go-build.js";
import { done, failed, recorder } from "./command-recorder.ts";

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
