import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporarySample } from "../sample-project.ts";
import { acsEvents } from "./command-line.ts";

let folder: string;

const files: Readonly<Record<string, string>> = {
  "early.ts": `import { filter, subscription, team } from "#acs-events";

const first = filter({ eventTypes: ["Microsoft.Communication.SMSReceived"], subjectBeginsWith: "thread/1" as never });
const second = filter({ eventTypes: ["Microsoft.Communication.SmsReceived" as never] });

export default team("early", { owner: "early@contoso.example" }, () => [
  subscription("one", { filter: first, endpoint: "support-queue" }),
  subscription("two", { filter: second, endpoint: "support-queue" }),
  subscription("three", {
    filter: filter({ eventTypes: ["Microsoft.Communication.Nothing" as never] }),
    endpoint: "nowhere",
  }),
]);
`,
  "thrown.ts": `import { filter, team } from "#acs-events";

filter({ eventTypes: ["Microsoft.Communication.Nothing" as never] });
throw new Error("the file ends here");

export default team("thrown", { owner: "thrown@contoso.example" }, () => []);
`,
  "unreadable.ts": `import { team } from "#acs-events";

export default team("unreadable", { owner: "unreadable@contoso.example" }, () => [
`,
  "value.ts": `import { team } from "#acs-events";

export default team("value", { owner: "value@contoso.example" }, (stack) => {
  return stack.value("nothing" as never);
});
`,
};

beforeAll(async () => {
  folder = await temporarySample();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, "infra/teams", name), text);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("every mistake of every team file is said at once, with its file and line, wherever in the file it is", async () => {
  const { stderr: said } = await acsEvents(["plan"], "", folder);
  const places = [...said.matchAll(/^ {2}(?:\S.*\()?(infra\/teams\/\S+?:\d+)\)?\n {4}(.{0,40})/gm)];
  expect(places.map(([, place, message]) => `${place} ${message}`)).toEqual([
    "infra/teams/early.ts:3 filter.subjectBeginsWith: No subject of ",
    'infra/teams/early.ts:4 filter.includedEventTypes[0]: "Microsoft',
    'infra/teams/early.ts:10 filter.includedEventTypes[0]: "Microsoft',
    'infra/teams/early.ts:9 there is no endpoint "nowhere" in Pulumi',
    'infra/teams/thrown.ts:3 filter.includedEventTypes[0]: "Microsoft',
    "infra/teams/thrown.ts:4 the file ends here",
    "infra/teams/unreadable.ts:3 Expression expected",
    'infra/teams/value.ts:4 asks for the value "nothing", which the ',
  ]);
  expect(said).not.toContain("    at ");
});
