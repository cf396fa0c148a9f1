import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  engineCacheFolder,
  engineVersion,
  languageHostVersion,
  OLDEST_PULUMI,
  requiredVersion,
} from "../../src/setup/engine-layout.js";
import { isAtLeast } from "../../src/setup/version.js";

describe("engineCacheFolder", () => {
  const home = "/home/ada";
  test.each<[NodeJS.Platform, Record<string, string>, string]>([
    ["linux", {}, "/home/ada/.cache/acs-events/engine"],
    ["linux", { XDG_CACHE_HOME: "/var/cache/ada" }, "/var/cache/ada/acs-events/engine"],
    ["linux", { XDG_CACHE_HOME: "relative" }, "/home/ada/.cache/acs-events/engine"],
    ["linux", { XDG_CACHE_HOME: "" }, "/home/ada/.cache/acs-events/engine"],
    ["darwin", {}, "/home/ada/Library/Caches/acs-events/engine"],
    ["darwin", { XDG_CACHE_HOME: "/tmp/cache" }, "/tmp/cache/acs-events/engine"],
    ["win32", { LOCALAPPDATA: "/AppData/Local" }, "/AppData/Local/acs-events/engine"],
    ["win32", {}, "/home/ada/AppData/Local/acs-events/engine"],
  ])("%s %j", (platform, env, folder) => {
    expect(engineCacheFolder(env, platform, home)).toBe(join(folder));
  });
});

describe("the version of the engine", () => {
  test("is read from go.mod, in a block or on a line of its own", () => {
    const goMod =
      "module m\n\ngo 1.24\n\nrequire (\n\texample.com/a v1.0.0 // indirect\n)\nrequire example.com/b v2.3.4\n";
    expect(requiredVersion(goMod, "example.com/a")).toBe("1.0.0");
    expect(requiredVersion(goMod, "example.com/b")).toBe("2.3.4");
    expect(() => requiredVersion(goMod, "example.com/c")).toThrow("go.mod does not require example.com/c");
  });

  test("is new enough to be found again, and the engine's two modules are of one release", () => {
    expect(isAtLeast(engineVersion(), OLDEST_PULUMI)).toBe(true);
    expect(languageHostVersion()).toMatch(/^\d+\.\d+\.\d+$/);
    const goMod = readFileSync(new URL("../../src/setup/engine/pulumi/go.mod", import.meta.url), "utf8");
    expect(requiredVersion(goMod, "github.com/pulumi/pulumi/sdk/v3")).toBe(engineVersion());
  });

  test("the oldest one accepted on PATH is the release of the SDK in package.json", () => {
    const { dependencies } = JSON.parse(readFileSync(new URL("../../../../package.json", import.meta.url), "utf8"));
    expect(OLDEST_PULUMI).toBe(dependencies["@pulumi/pulumi"]);
  });
});
