import { expect, test } from "vitest";
import { articleEvents } from "../../../src/catalog/samples.ts";
import type { TriedFilter } from "../../../src/emulator/dashboard/views.ts";
import { seeded, textMessage } from "../delivery/rig.ts";
import { type DashboardRig, dashboardRig } from "./rig.ts";

const texts = "Microsoft.Communication.SMSReceived";

/** The ten events of the article, and a text message after them. */
const opened = (): Promise<DashboardRig> =>
  dashboardRig((_, services) => {
    for (const event of articleEvents()) services.emit(event);
    services.emit(textMessage);
  });

const asJson = { filter: { includedEventTypes: [texts], subjectBeginsWith: "/phonenumber/15551" } };

test.each([
  ["Azure's JSON", JSON.stringify(asJson)],
  ["a whole body of JSON, with a comment", `// of a ticket\n{ "properties": ${JSON.stringify(asJson)} }`],
  ["filter()", `filter({ eventTypes: ["${texts}"], subjectBeginsWith: phoneNumber("15551") })`],
  ["its options alone", `{ eventTypes: ['${texts}'], subjectBeginsWith: \`/phonenumber/15551\`, }`],
  [
    "a subscription of a team file",
    `subscription("a", { // our numbers\n filter: filter({ eventTypes: ["${texts}"],\n where: (event) => [event.data.to.phoneNumberBeginsWith("15551")] }),\n endpoint: "e" }),`,
  ],
])("%s: which events it matches, and why not the others of its types", async (_, text) => {
  const { tryFilter } = await opened();
  const tried = (await tryFilter(text)) as TriedFilter;
  expect(tried).toMatchObject({
    kind: "filter",
    counts: { tried: 11, through: 1, keptOut: 1 },
    through: [{ position: 10, subject: "/phonenumber/15551230000" }],
    keptOut: [{ subject: "/phonenumber/15555555555", conditions: [{ found: expect.stringContaining("15555555555") }] }],
  });
});

test.each<readonly [string, string, readonly [number, number] | undefined]>([
  ["", "There is no filter in it.", [1, 1]],
  ['{ "includedEventTypes": [', "This is not JSON", [1, 26]],
  ["1 + 1", 'A filter has no "+" here.', [1, 3]],
  [`filter({ eventTypes: [alert("x")] })`, 'Unknown name "alert".', [1, 23]],
  [`filter({ eventTypes: ["${texts}"], subjectBeginsWith: phoneNumbr("1") })`, "Did you mean phoneNumber?", [1, 82]],
  [`filter({ eventTypes: ["${texts}"], subjectBeginsWith: stack.value("x") })`, "nothing is run here", [1, 82]],
  [`filter({ eventTypes: ["a\${process.exit(1)}"] })`.replaceAll('"', "`"), "A template with values", [1, 23]],
  [`filter({ ...options })`, 'Expected the name of an option, but here is "..."', [1, 10]],
  [`filter({ eventTypes: ["Microsoft.Communication.SmsReceived"] })`, "SMSReceived", undefined],
  [`filter({ eventTypes: ["${texts}"], subjectBeginsWith: phoneNumber("+1") })`, "not how a subject has", undefined],
  [`filter({ eventTypes: ["${texts}"], where: (e) => [e.data.from("x")] })`, "a field and not an operator", [1, 89]],
  [
    `filter({ eventTypes: ["${texts}"], where: (e) => [e.data.from.isIn.call("x")] })`,
    "An operator is called",
    undefined,
  ],
  [`filter({ eventTypes: ["${texts}"], where: (e) => ["x".length] })`, 'Expected ","', undefined],
  ["[".repeat(100), "nested too deeply", undefined],
  ["5", "is written filter({", undefined],
])("%s is no filter, and the reason says so", async (text, words, at) => {
  const { tryFilter } = await dashboardRig(() => undefined);
  const answer = await tryFilter(text);
  expect(answer).toMatchObject({ kind: "no-filter" });
  expect(JSON.stringify(answer)).toContain(JSON.stringify(words).slice(1, -1));
  if (at !== undefined) expect(answer).toMatchObject({ problems: [{ line: at[0], column: at[1] }] });
});

test("whatever is written is answered, and nothing of it runs", async () => {
  const { tryFilter } = await dashboardRig(() => undefined);
  const words = [
    "filter(",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    ".",
    "=>",
    "event",
    "(event) =>",
    "constructor",
    "__proto__",
  ];
  const more = [
    "eventTypes",
    "where",
    `"${texts}"`,
    "1e9",
    "'\\u{110000}'",
    "unlisted",
    "phoneNumber",
    ".any",
    "isIn",
    "null",
    "toString",
  ];
  const all = [...words, ...more];
  const random = seeded(7);
  for (let run = 0; run < 150; run += 1) {
    const text = Array.from({ length: 2 + 12 * random() }, () => all[Math.floor(random() * all.length)]).join(" ");
    const answer = await tryFilter(text);
    expect(["no-filter", "filter"], text).toContain(answer.kind);
    expect(JSON.stringify(answer), text).not.toMatch(/TypeError|RangeError|ReferenceError/);
  }
});
