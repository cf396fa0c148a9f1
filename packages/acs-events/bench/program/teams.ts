/** One subscription of the made-up teams, as data that both programs are written from. */
export interface MadeSubscription {
  readonly name: string;
  readonly endpoint: string;
  readonly eventTypes: readonly string[];
  readonly subjectBeginsWith?: string;
  /** An advanced filter: the field of `data`, and the strings that are matched. */
  readonly where?: { readonly field: string; readonly values: readonly string[] };
}

export interface MadeTeam {
  readonly name: string;
  readonly subscriptions: readonly MadeSubscription[];
}

/** The storage queues that the subscriptions of both programs deliver to. */
export const queues: readonly string[] = ["support-queue", "moderation-queue", "mail-queue", "media-queue"];

/** What a team may ask for, in turn; `at` makes each of them its own. */
const needs: readonly ((at: number) => Omit<MadeSubscription, "name">)[] = [
  (at) => ({
    endpoint: "support-queue",
    eventTypes: ["Microsoft.Communication.SMSReceived"],
    subjectBeginsWith: `/phonenumber/1555${at}`,
  }),
  (at) => ({
    endpoint: "support-queue",
    eventTypes: ["Microsoft.Communication.SMSDeliveryReportReceived"],
    subjectBeginsWith: `/phonenumber/1206${at}`,
    where: { field: "deliveryStatus", values: ["Failed"] },
  }),
  () => ({
    endpoint: "moderation-queue",
    eventTypes: [
      "Microsoft.Communication.ChatMessageEditedInThread",
      "Microsoft.Communication.ChatMessageReceivedInThread",
    ],
  }),
  () => ({
    endpoint: "mail-queue",
    eventTypes: ["Microsoft.Communication.EmailDeliveryReportReceived"],
    where: { field: "status", values: ["Bounced", "Failed"] },
  }),
  () => ({ endpoint: "media-queue", eventTypes: ["Microsoft.Communication.RecordingFileStatusUpdated"] }),
];

/** `count` subscriptions, shared out among `teams` teams as evenly as it goes. */
export function makeTeams(count: number, teams: number): readonly MadeTeam[] {
  return Array.from({ length: teams }, (_, team) => ({
    name: `team-${String(team + 1).padStart(2, "0")}`,
    subscriptions: Array.from({ length: Math.floor((count + teams - 1 - team) / teams) }, (_, one) => {
      const at = one * teams + team;
      const need = needs[one % needs.length];
      if (need === undefined) throw new Error("there are no needs");
      return { name: `need-${String(one + 1).padStart(2, "0")}`, ...need(1000 + at) };
    }),
  }));
}

/** The file that the team would have written in `infra/teams`. */
export function teamFile({ name, subscriptions }: MadeTeam): string {
  const text = (value: unknown): string => JSON.stringify(value);
  const declared = subscriptions.map(({ name, endpoint, eventTypes, subjectBeginsWith, where }) =>
    [
      `  subscription(${text(name)}, {`,
      "    filter: filter({",
      `      eventTypes: ${text(eventTypes)},`,
      ...(subjectBeginsWith === undefined
        ? []
        : [`      subjectBeginsWith: phoneNumber(${text(subjectBeginsWith.replace("/phonenumber/", ""))}),`]),
      ...(where === undefined
        ? []
        : [`      where: (event) => [event.data.${where.field}.isIn(${where.values.map(text).join(", ")})],`]),
      "    }),",
      `    endpoint: ${text(endpoint)},`,
      "  }),",
    ].join("\n"),
  );
  return [
    'import { filter, phoneNumber, subscription, team } from "#acs-events";',
    "",
    `export default team(${text(name)}, { owner: ${text(`${name}@contoso.example`)} }, () => [`,
    ...declared,
    "]);",
    "",
  ].join("\n");
}
