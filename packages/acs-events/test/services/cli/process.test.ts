import { expect, test } from "vitest";
import { acsEvents, acsEventsProcess } from "../../cli/command-line.ts";

/** Most tests run commands inside their own process; these show that a process of its own does the same. */
test.each([
  ["fine", ["catalog", "--format", "json"], "", 0],
  ["could not do it", ["plan", "--stack", "none"], "", 1],
  [
    "found what it was asked to find",
    ["check", "-"],
    '{ "includedEventTypes": ["Microsoft.Communication.Nothing"] }',
    2,
  ],
])("%s: the same exit status, output and standard input", async (_, args, input, status) => {
  const ran = await acsEventsProcess(args, input);
  expect(ran.status).toBe(status);
  expect(ran).toEqual(await acsEvents(args, input));
});
