import { expect, test } from "vitest";
import { acsEvents } from "../../cli/command-line.ts";

test("check --types: the mistakes of the team files alone, with their places", async () => {
  const { status, stdout } = await acsEvents(["check", "--types"]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "2 team files type-checked: no mistake\n" });
});
