import { type EventType, eventTypeNames, eventTypes, type Service } from "../catalog/event-types.ts";
import { formerEventTypeNames, formerEventTypes } from "../catalog/former-event-types.ts";
import { type LinkDoubt, linksOf } from "../catalog/links.ts";
import type { Field, Fields } from "../catalog/payloads/field.ts";
import { payloadTables } from "../catalog/payloads/payload-tables.ts";
import { retirementOf, retirements } from "../catalog/retirements.ts";
import { samplesOf } from "../catalog/samples.ts";
import { subjectTemplates } from "../catalog/subjects.ts";
import { markdownTable, type ReferencePage } from "./page.ts";

const prefix = "Microsoft.Communication.";
const short = (type: string): string => type.replace(prefix, "");

const statuses = {
  ga: "generally available",
  preview: "in preview; name, subject and payload may still change",
  unknown: "listed by the client libraries; no page of Azure's documentation describes it",
} as const;

const doubts: Readonly<Record<LinkDoubt, string>> = {
  disputed: "In a published sample the two values differ.",
  absent: "A published sample has no such field.",
  empty: "In a published sample the field is empty.",
  hidden: "In a published sample the two values differ. The field is empty or null where a person hides the number.",
  plus: "Running programs see a plus before the number; the published samples have none.",
};

export function eventTypePages(): readonly ReferencePage[] {
  return eventTypeNames.map((type) => ({
    kind: "event-type",
    id: short(type),
    summary: `${retirementOf(type).service}; subject ${subjectTemplates(type)[0] ?? "unknown"}.`,
    markdown: pageOf(type),
  }));
}

function pageOf(type: EventType): string {
  const entry = eventTypes[type];
  const subjects = subjectTemplates(type);
  const links = linksOf(type).map(({ variable, path, open }) => [
    `\`{${variable}}\``,
    `\`data.${path.join(".")}\``,
    open === undefined ? "" : doubts[open],
  ]);
  const whole = samplesOf(type).filter(({ envelope, partial }) => envelope === "eventgrid" && partial === undefined);
  const sample = whole.find(({ origin }) => origin === "docs") ?? whole[0];
  return [
    `# ${short(type)}`,
    `Full name: \`${type}\`. Status: ${statuses[entry.status]}.`,
    `Service: ${retirementOf(type).service}. ${endOf(type)}`,
    ...("level" in entry ? [levels[entry.level]] : []),
    "## Subject",
    subjects.length === 0
      ? "No trustworthy sample shows the subject of this event type. A prefix on it is a guess."
      : subjects.map((one) => `- \`${one}\``).join("\n"),
    ...(links.length === 0
      ? []
      : [
          "These parts of the subject are in the payload too:",
          markdownTable(["part of the subject", "field", "note"], links),
        ]),
    "## Payload",
    markdownTable(["field", "type", "can be missing", "documented values"], fieldRows(payloadTables[type], "data.")),
    ...(sample === undefined
      ? []
      : ["## A published sample", `\`\`\`json\n${JSON.stringify(sample.payload, null, 2)}\n\`\`\``]),
    "[All event types](index.md)",
  ].join("\n\n");
}

const levels = {
  user: "Level: per user. One event for every participant except the sender.",
  thread: "Level: per thread. One event for the whole thread.",
} as const;

function endOf(type: EventType): string {
  const { category, date } = retirementOf(type);
  return category === "retired"
    ? `Microsoft retires the service on ${date}.`
    : `On ${date} Microsoft limits the service to use with Teams.`;
}

function fieldRows(fields: Fields, path: string): readonly (readonly string[])[] {
  return Object.entries<Field>(fields).flatMap(([name, field]) => [
    [
      `\`${path}${name}\``,
      kindOf(field),
      [...(field.optional ? ["yes"] : []), ...(field.nullable ? ["can be null"] : [])].join(", "),
      (field.values ?? []).map((one) => `\`${one}\``).join(", "),
    ],
    ...fieldRows(field.fields ?? {}, `${path}${name}${field.kind === "objects" ? "[]." : "."}`),
  ]);
}

function kindOf({ kind, format, integer, map }: Field): string {
  if (format === "date-time") return "string, a time";
  switch (kind) {
    case "number":
      return integer ? "number without a fraction" : "number";
    case "string-or-number":
      return "string or number: the sources disagree";
    case "strings":
      return "array of strings";
    case "object":
      return map === undefined ? "object" : "object with free keys";
    case "objects":
      return "array of objects; a filter cannot look into it";
    case "unknown":
      return "unknown";
    case "string":
    case "boolean":
      return kind;
  }
}

/** The index: a table a service, then the names that get no events. */
export function eventTypeIndex(): string {
  const services = Object.keys(retirements) as readonly Service[];
  const tables = services.map((service) => {
    const { service: title, category, date } = retirements[service];
    const rows = eventTypeNames
      .filter((type) => eventTypes[type].service === service)
      .map((type) => {
        const entry = eventTypes[type];
        const subjects = subjectTemplates(type).map((one) => `\`${one}\``);
        const level = "level" in entry ? `per ${entry.level}` : "";
        return [`[${short(type)}](${short(type)}.md)`, entry.status, level, subjects.join("<br>") || "unknown"];
      });
    const end = category === "retired" ? "Retired" : "Changes";
    return `## ${title}\n\n${end} on ${date}.\n\n${markdownTable(["event type", "status", "level", "subject"], rows)}`;
  });
  const former = formerEventTypeNames.map((type) => {
    const { replacedBy, reason } = formerEventTypes[type];
    return [`\`${short(type)}\``, `[${short(replacedBy)}](${short(replacedBy)}.md)`, reason];
  });
  return [
    "# Event types",
    `Every event type of Communication Services. All names begin with \`${prefix}\`. [About event types](../../event-types.md) lists the traps.`,
    ...tables,
    `## Names that get no events\n\n${markdownTable(["name", "use instead", "why"], former)}`,
  ].join("\n\n");
}
