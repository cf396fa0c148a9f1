import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import * as build from "../../../src/filter-builder/index.ts";
import { fieldOperators } from "../../../src/filter-builder/operator-names.ts";
import { operators } from "../../../src/filters/operators.ts";

/**
 * What a person reads in the editor when a filter is wrong. One program is made of all snippets, in a file that exists
 * only here, beside the team files.
 */
interface Snippet {
  readonly name: string;
  readonly code: string;
  /** A part of the message; absent: it compiles. */
  readonly says?: string;
}

const sms = '"Microsoft.Communication.SMSReceived"';
const report = '"Microsoft.Communication.SMSDeliveryReportReceived"';
const toUser = '"Microsoft.Communication.ChatMessageReceived"';
const inThread = '"Microsoft.Communication.ChatMessageReceivedInThread"';
const registered = '"Microsoft.Communication.RouterWorkerRegistered"';
const offered = '"Microsoft.Communication.RouterWorkerOfferIssued"';

const snippets: readonly Snippet[] = [
  {
    name: "the example of the design",
    code: `filter({ eventTypes: [${report}], subjectBeginsWith: phoneNumber(text), where: (event) => [event.data.deliveryStatus.isIn("Failed")] })`,
  },
  { name: "every type", code: 'filter({ eventTypes: "All", where: (event) => [event.subject.contains("555")] })' },
  {
    name: "renamed type",
    code: 'filter({ eventTypes: ["Microsoft.Communication.ChatMemberAddedToThreadWithUser"] })',
    says: "Microsoft.Communication.ChatMemberAddedToThreadWithUser was renamed; use Microsoft.Communication.ChatParticipantAddedToThreadWithUser",
  },
  {
    name: "mistake of a client library",
    code: 'filter({ eventTypes: ["Microsoft.Communication.RouterJobWorkerSelectorsExpire"] })',
    says: "Microsoft.Communication.RouterJobWorkerSelectorsExpire is a mistake in a client library and is never published; use Microsoft.Communication.RouterJobWorkerSelectorsExpired",
  },
  {
    name: "callback",
    code: 'filter({ eventTypes: ["Microsoft.Communication.CallConnected"] })',
    says: "this is a callback of Call Automation, not an event type: it goes to the callback address of one call and never through Event Grid",
  },
  {
    name: "other case",
    code: 'filter({ eventTypes: ["Microsoft.Communication.SmsReceived"] })',
    says: "no event type has this name; did you mean Microsoft.Communication.SMSReceived?",
  },
  {
    name: "short name",
    code: 'filter({ eventTypes: ["SMSReceived"] })',
    says: "no event type has this name; did you mean Microsoft.Communication.SMSReceived?",
  },
  {
    name: "unknown type beside a known one",
    code: `filter({ eventTypes: [${sms}, "Microsoft.Communication.FaxReceived"] })`,
    says: "no event type has this name; npx acs-events catalog lists them all",
  },
  {
    name: "no type",
    code: "filter({ eventTypes: [] })",
    says: 'name at least one event type; to take every one write eventTypes: \\"All\\"',
  },
  {
    name: "plain strings",
    code: "filter({ eventTypes: [text] })",
    says: "a plain string can be anything: write the event types out, or give their list the type EventType[]",
  },
  {
    name: "one type without a list",
    code: `filter({ eventTypes: ${sms} })`,
    says: "event types are a list",
  },
  { name: "All in a list", code: 'filter({ eventTypes: ["All"] })', says: 'write \\"All\\" alone' },
  {
    name: "prefix without its slash",
    code: `filter({ eventTypes: [${sms}], subjectBeginsWith: "phonenumber/1555" })`,
    says: "no subject of these event types begins like this; they begin with /phonenumber/",
  },
  {
    name: "prefix with a slash too many",
    code: `filter({ eventTypes: [${toUser}], subjectBeginsWith: "/thread/" })`,
    says: "no subject of these event types begins like this; they begin with thread/",
  },
  {
    name: "mixed roots",
    code: `filter({ eventTypes: [${sms}, ${toUser}], subjectBeginsWith: phoneNumber("1555") })`,
    says: "these event types share no subject root; split them into two subscriptions",
  },
  {
    name: "prefix that goes on otherwise",
    code: `filter({ eventTypes: [${registered}], subjectBeginsWith: "worker/w1/" })`,
    says: "no subject of these event types goes on like this after its root",
  },
  {
    name: "prefix that drops a type",
    code: `filter({ eventTypes: [${registered}, ${offered}], subjectBeginsWith: "worker/w1/" })`,
    says: "some of these event types have no subject that begins like this and would never arrive",
  },
  {
    name: "plain string as prefix",
    code: `filter({ eventTypes: [${sms}], subjectBeginsWith: text })`,
    says: "a plain string can begin like anything: build it, as in phoneNumber(digits) or thread(id), or say unchecked(text)",
  },
  {
    name: "suffix of no subject",
    code: `filter({ eventTypes: [${inThread}], subjectEndsWith: recipientEnd(text) })`,
    says: "no subject of these event types ends like this",
  },
  {
    name: "suffix that drops a type",
    code: `filter({ eventTypes: [${toUser}, ${inThread}], subjectEndsWith: recipientEnd(text) })`,
    says: "some of these event types have no subject that ends like this and would never arrive",
  },
  {
    name: "phone number with a plus",
    code: 'phoneNumber("+1555")',
    says: "phone numbers are given in digits only: no +, no spaces, no hyphens",
  },
  {
    name: "no phone number",
    code: 'phoneNumber("")',
    says: "no digits are no number; to mean every number say phoneNumber.any",
  },
  {
    name: "id with a slash",
    code: 'thread("19:a/b")',
    says: "an id is between two slashes of a subject and has none itself",
  },
  {
    name: "field of one type only",
    code: `filter({ eventTypes: [${sms}, ${report}], where: (event) => [event.data.deliveryStatus.isIn("Failed")] })`,
    says: "not every chosen event type has this field, and events without it would never pass",
  },
  {
    name: "field of none",
    code: `filter({ eventTypes: [${sms}], where: (event) => [event.data.massage.contains("x")] })`,
    says: "Property 'massage' does not exist on type 'EventData<\"Microsoft.Communication.SMSReceived\">'. Did you mean 'message'?",
  },
  {
    name: "field of two types",
    code: `filter({ eventTypes: [${toUser}, ${inThread}], where: (event) => [event.data.version.isIn(1)] })`,
    says: "this field is of one type in some of the chosen event types and of another in others",
  },
  {
    name: "operator of text on a number",
    code: `filter({ eventTypes: [${sms}], where: (event) => [event.data.segmentCount.contains("1")] })`,
    says: "Property 'contains' does not exist on type 'NumberField<\"a number has isIn, isNotIn, lessThan,",
  },
  {
    name: "operator of numbers on text",
    code: `filter({ eventTypes: [${sms}], where: (event) => [event.data.from.lessThan(1)] })`,
    says: "Property 'lessThan' does not exist on type 'TextField<string, \"text has isIn, isNotIn, contains,",
  },
  {
    name: "unknown value",
    code: `filter({ eventTypes: [${report}], where: (event) => [event.data.deliveryStatus.isIn("Fialed")] })`,
    says: 'Fialed is none of the values known for this field; a new one, or one in another case, is written unlisted(\\"Fialed\\")", "Delivered" | "Failed"',
  },
  {
    name: "plain string as a value of a known list",
    code: `filter({ eventTypes: [${report}], where: (event) => [event.data.deliveryStatus.isIn(text)] })`,
    says: `Argument of type 'string' is not assignable to parameter of type '"Delivered" | "Failed" | Unlisted'`,
  },
  {
    name: "array of objects",
    code: `filter({ eventTypes: [${report}], where: (event) => [event.data.deliveryAttempts.isIn("1")] })`,
    says: "Event Grid cannot look into an array of objects; filter by another field, and look at the array in the handler",
  },
  {
    name: "key of the other schema",
    code: `filter({ eventTypes: [${sms}], where: (event) => [event.source.contains("/c")] })`,
    says: "the Event Grid schema calls this topic; source is for deliverySchema CloudEventSchemaV1_0",
  },
];

/** Where an editor is asked for what could stand there: between the quotes of the first `""`. */
const completions = [
  { name: "event types", code: 'filter({ eventTypes: [""] })', offers: ["Microsoft.Communication.SMSReceived"] },
  {
    name: "event types after another",
    code: `filter({ eventTypes: [${sms}, ""] })`,
    offers: ["Microsoft.Communication.CallEnded"],
  },
  {
    name: "the root of the subjects",
    code: `filter({ eventTypes: [${sms}], subjectBeginsWith: "" })`,
    offers: ["/phonenumber/"],
  },
  {
    name: "known values",
    code: `filter({ eventTypes: [${report}], where: (event) => [event.data.deliveryStatus.isIn("")] })`,
    offers: ["Delivered", "Failed"],
  },
] as const;

const folder = dirname(fileURLToPath(import.meta.url));
const file = join(folder, "snippets-of-a-test.ts");
const header = `import { filter, phoneNumber, recipientEnd, thread } from "../../../src/filter-builder/index.ts";\ndeclare const text: string;\n`;
const lines = [...snippets.map(({ code }) => code), ...completions.map(({ code }) => code)];
const source = `${header}${lines.map((line) => `${line};`).join("\n")}\n`;
/** The header has two lines. */
const lineOf = (code: string) => lines.indexOf(code) + 2;

let service: ts.LanguageService;
const messages = new Map<number, string>();

beforeAll(() => {
  service = ts.createLanguageService(languageServiceHost());
  for (const { file: where, start, messageText } of service.getSemanticDiagnostics(file)) {
    const line = where?.getLineAndCharacterOfPosition(start ?? 0).line ?? -1;
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    messages.set(line, [messages.get(line), message].filter((part) => part !== undefined).join("\n"));
  }
}, 60_000);

describe("the compiler", () => {
  test.each(snippets.filter(({ says }) => says === undefined))("takes $name", ({ code }) => {
    expect(messages.get(lineOf(code))).toBeUndefined();
  });

  test.each(snippets.filter(({ says }) => says !== undefined))("explains: $name", ({ code, says = "" }) => {
    expect(messages.get(lineOf(code))).toContain(says);
  });

  test.each(completions)("offers $name", ({ code, offers }) => {
    const line = source.split("\n").slice(0, lineOf(code)).join("\n").length + 1;
    const inside = source.indexOf('""', line) + 1;
    const offered = service.getCompletionsAtPosition(file, inside, {})?.entries.map(({ name }) => name) ?? [];
    expect(offered).toEqual(expect.arrayContaining([...offers]));
  });
});

describe("docs/reference/filters-in-detail.md", () => {
  const read = (name: string) => readFileSync(new URL(`../../../../../docs/${name}`, import.meta.url), "utf8");
  const page = read("reference/filters-in-detail.md");

  test("every sentence that it shows is one that the compiler says", () => {
    const section = page.split("## ").find((part) => part.startsWith("What the compiler says")) ?? "";
    const sentences = [...section.matchAll(/^\| `(.+?)` \|/gm)].map(([, sentence = ""]) => sentence);
    expect(sentences.length).toBeGreaterThan(8);
    const said = [...messages.values()].map((message) => message.replaceAll('\\"', '"'));
    const parts = (sentence: string) => sentence.split("…").map((part) => part.trim());
    const unsaid = sentences.filter(
      (sentence) => !said.some((message) => parts(sentence).every((part) => message.includes(part))),
    );
    expect(unsaid).toEqual([]);
  });

  test("every operator and every builder is on it or in the guide", () => {
    const names = [...Object.keys(fieldOperators), ...Object.keys(operators), ...Object.keys(build)];
    expect(names.length).toBeGreaterThan(40);
    const both = page + read("filters.md");
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(both))).toEqual([]);
  });
});

function languageServiceHost(): ts.LanguageServiceHost {
  const config = ts.readConfigFile(join(folder, "../../../tsconfig.json"), ts.sys.readFile).config as {
    compilerOptions: object;
  };
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, types: [], incremental: false },
    folder,
  );
  delete options.tsBuildInfoFile;
  return {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const text = name === file ? source : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  };
}
