import { type Command, InvalidArgumentError, Option } from "commander";
import type { EventGridEvent } from "../../catalog/event.ts";
import type { ScenarioContext } from "../../emulator/event-source/scenarios/like-sample.ts";
import { UserError } from "../../text/user-error.ts";
import { wholeNumber } from "../local-azure-flags.ts";
import type { SendOptions } from "../send/send-and-report.ts";

type Make = (context: ScenarioContext) => readonly EventGridEvent[];
/** What every kind of event can be sent with; what a kind has beside it is in its own options. */
type Flags = SendOptions & Readonly<Record<string, unknown>>;

export function register(program: Command): void {
  const send = program
    .command("send")
    .description("Send events of Communication Services to the local Azure that runs, and print who received them")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events send sms --from +12065550100 --to +15551230000 "Where is my order?"
  npx acs-events send sms-report --from +15551230000 --to +12065550100 --status Failed
  npx acs-events send chat --members Ann,Bob,Cid "Hello"
  npx acs-events send job --queue support --worker w1
  npx acs-events send sms --to +15551230000 --count 10000 --rate 500 "load"
  npx acs-events send event recorded.ndjson

It finds the \`acs-events dev\` of this project by itself. No message leaves this machine. Exit status 2: an event did not arrive.`,
    );
  text(send);
  report(send);
  chat(send);
  email(send);
  calls(send);
  job(send);
  whatsApp(send);
  anyEvent(send);
}

function text(send: Command): void {
  common(send.command("sms <text>").description("a text message that came in"))
    .option("--from <number>", "who wrote it", "+12065550100")
    .requiredOption("--to <number>", "our number: the one in the subject")
    .addOption(spelling())
    .addOption(numbers())
    .action(async (text: string, flags: Flags & { from: string; to: string }) => {
      checkNumbers(flags.from, flags.to);
      const { textMessage } = await import("../../emulator/event-source/scenarios/sms.ts");
      await run((context) => textMessage({ ...flags, text }, context), flags);
    });
}

function report(send: Command): void {
  common(send.command("sms-report").description("the delivery report of a text message that was sent"))
    .requiredOption("--from <number>", "our number: the one in the subject")
    .option("--to <number>", "who it was sent to", "+12065550100")
    .option("--status <status>", "what became of it", "Delivered")
    .option("--details <text>", "why")
    .option("--tag <text>", "the tag that it was sent with")
    .addOption(spelling())
    .addOption(numbers())
    .action(async (flags: Flags & { from: string; to: string; status: string }) => {
      checkNumbers(flags.from, flags.to);
      const { textReport } = await import("../../emulator/event-source/scenarios/sms.ts");
      await run((context) => textReport(flags, context), flags);
    });
}

function chat(send: Command): void {
  common(
    send
      .command("chat <text>")
      .description("a chat thread that begins and a message in it, told to the thread and to each member"),
  )
    .option("--members <names>", "names or raw ids with commas between them; the first one writes", list, [
      "Ann",
      "Bob",
    ])
    .option("--topic <text>", "of the thread")
    .option("--thread <id>", "a thread that is there: only the message is sent")
    .action(async (text: string, flags: Flags & { members: readonly string[] }) => {
      const { chatThread } = await import("../../emulator/event-source/scenarios/chat.ts");
      await run((context) => chatThread({ ...flags, text }, context), flags);
    });
}

function email(send: Command): void {
  common(send.command("email").description("the delivery report of an e-mail, and on request its engagement report"))
    .requiredOption("--from <address>", "our address: the one in the subject")
    .option("--to <address>", "the recipient", "ann@fabrikam.example")
    .option("--status <status>", "what became of it", "Delivered")
    .option("--details <text>", "why")
    .addOption(new Option("--engagement <kind>", "what the recipient did").choices(["view", "click"]))
    .action(async (flags: Flags & { from: string; to: string; status: string }) => {
      const module = await import("../../emulator/event-source/scenarios/email.ts");
      await run((context) => module.email(flags, context), flags);
    });
}

function calls(send: Command): void {
  common(send.command("call").description("a call that rings"))
    .option("--from <who>", "a number, a raw id or a name", "+12065550100")
    .requiredOption("--to <who>", "a number, a raw id or a name")
    .option("--display-name <text>", "of the caller")
    .action(async (flags: Flags & { from: string; to: string }) => {
      const { incomingCall } = await import("../../emulator/event-source/scenarios/calls.ts");
      await run((context) => incomingCall(flags, context), flags);
    });
  common(send.command("recording").description("a recording that is ready"))
    .option("--call-id <id>", "of the call")
    .option("--recording-id <id>", "of the recording")
    .option("--seconds <number>", "how long it is", wholeNumber, 60)
    .action(async (flags: Flags & { seconds: number }) => {
      const { recording } = await import("../../emulator/event-source/scenarios/calls.ts");
      await run((context) => recording(flags, context), flags);
    });
}

function job(send: Command): void {
  common(send.command("job").description("the life of a job: received, queued, offered, accepted, completed, closed"))
    .option("--channel <id>", "the channel", "voice")
    .option("--queue <id>", "the queue", "support")
    .option("--worker <id>", "the worker", "worker-1")
    .option("--job <id>", "of the job; if omitted, a new one")
    .option("--priority <number>", "of the job", wholeNumber, 1)
    .action(async (flags: Flags & { channel: string; queue: string; worker: string; priority: number }) => {
      const { routerJob } = await import("../../emulator/event-source/scenarios/router-job.ts");
      await run((context) => routerJob(flags, context), flags);
    });
}

function whatsApp(send: Command): void {
  common(send.command("whatsapp <text>").description("a WhatsApp message that came in"))
    .option("--from <number>", "who wrote it", "+12065550100")
    .option("--channel <id>", "our channel")
    .action(async (text: string, flags: Flags & { from: string }) => {
      checkNumbers(flags.from);
      const { whatsAppMessage } = await import("../../emulator/event-source/scenarios/whatsapp.ts");
      await run((context) => whatsAppMessage({ ...flags, text }, context), flags);
    });
  common(send.command("whatsapp-status").description("what became of a WhatsApp message that was sent"))
    .option("--to <number>", "who it was sent to", "+12065550100")
    .option("--channel <id>", "our channel")
    .option("--statuses <statuses>", "in the order in which they come", list, ["Sent", "Delivered", "Read"])
    .action(async (flags: Flags & { to: string; statuses: readonly string[] }) => {
      const { whatsAppStatus } = await import("../../emulator/event-source/scenarios/whatsapp.ts");
      await run((context) => whatsAppStatus(flags, context), flags);
    });
}

function anyEvent(send: Command): void {
  common(
    send
      .command("event <file>")
      .description("events of a file, as they are written: NDJSON, an array or one event; - is standard input"),
  ).action(async (file: string, flags: Flags) => {
    const { readEventGridEvents } = await import("../input/event-grid-events.ts");
    const { events, problems } = await readEventGridEvents(file);
    for (const problem of problems) console.error(problem);
    await run(() => events, flags);
    if (problems.length > 0) process.exitCode ||= 1;
  });
}

async function run(make: Make, options: SendOptions): Promise<void> {
  const { sendAndReport } = await import("../send/send-and-report.ts");
  process.exitCode = await sendAndReport(make, options);
}

function common(command: Command): Command {
  return command
    .option("--to-address <url>", "the address of ARM, where it is not the `dev` of this project")
    .option("--stack <name>", "of which stack, where several run")
    .option("--count <number>", "how often, with other ids each time", positive, 1)
    .option("--rate <number>", "how often a second", positive)
    .option("--print", "print the events, and send nothing")
    .option("--seed <number>", "make ids the same every time", wholeNumber)
    .addOption(new Option("--format <format>", "of what is printed").choices(["text", "json"]).default("text"));
}

function spelling(): Option {
  return new Option("--spelling <spelling>", "of the payload: as documented today, or as in 2020")
    .choices(["camel", "pascal"])
    .default("camel");
}

function numbers(): Option {
  return new Option("--numbers <form>", "of the payload; if omitted, as published").choices(["plus", "digits"]);
}

function list(text: string): readonly string[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.length > 0 && parts.every((part) => part !== "" && !part.includes("/"))) return parts;
  throw new InvalidArgumentError("Write names with commas between them, without slashes.");
}

function positive(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Write a whole number, 1 or more.");
}

function checkNumbers(...all: readonly string[]): void {
  const wrong = all.find((number) => !/^\+?[\d ()-]*\d[\d ()-]*$/.test(number));
  if (wrong !== undefined)
    throw new UserError(`Invalid number ${JSON.stringify(wrong)}: write digits, for example +15551230000.`);
}
