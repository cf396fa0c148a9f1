import { filter } from "../../filter-builder/filter.ts";
import type { SubscriptionDeclaration } from "../subscription.ts";
import { describeOptions } from "./describe-options.ts";
import { emailSenderConditions, sendersOption } from "./email-senders.ts";
import { fromTemplate } from "./from-template.ts";
import type { Template, TemplateOptions } from "./template.ts";

/** The documented statuses of an e-mail that did not get where it should. */
const statuses = ["Bounced", "Failed", "FilteredSpam", "Quarantined", "Suppressed"] as const;

export interface EmailBouncesAndComplaintsOptions extends TemplateOptions {
  /** Whose e-mails: addresses of yours, or whole domains as `@contoso.example`. If omitted, those of all senders. */
  readonly senders?: readonly string[];
  /** Only what became of them like this. If omitted, everything but `Delivered` and `Expanded`, also what is new. */
  readonly statuses?: readonly (typeof statuses)[number][];
}

const eventTypes = ["Microsoft.Communication.EmailDeliveryReportReceived"] as const;

export const emailBouncesAndComplaintsTemplate: Template = Object.freeze({
  name: "email-bounces-and-complaints",
  function: "emailBouncesAndComplaints",
  summary: "e-mails of yours that did not arrive, or were taken for spam",
  catches:
    "Every delivery report of an e-mail that did not arrive: bounced, failed, filtered as spam, put into quarantine, or suppressed.",
  leavesOut:
    "Does not include e-mails that were delivered, and complaints that a reader makes later, of which no event is published.",
  subscription: "failed-emails",
  eventTypes,
  options: describeOptions<EmailBouncesAndComplaintsOptions>({
    senders: sendersOption,
    statuses: {
      kind: "texts",
      required: false,
      description: "Only what became of the e-mails like this",
      allowed: statuses,
      example: "Bounced",
      otherwise: "whatever is neither Delivered nor Expanded, a status that is new among it",
    },
  }),
});

/** E-mails that did not arrive: `...emailBouncesAndComplaints("failed-emails", { endpoint: "crm-function" })`. */
export function emailBouncesAndComplaints(
  name: string,
  options: EmailBouncesAndComplaintsOptions,
): readonly SubscriptionDeclaration[] {
  return fromTemplate(emailBouncesAndComplaintsTemplate, name, options, ({ senders, statuses: chosen }) => [
    {
      filter: filter({
        eventTypes,
        where: ({ data: { status, sender } }) => [
          chosen === undefined ? status.isNotIn("Delivered", "Expanded") : status.isIn(...new Set(chosen)),
          ...emailSenderConditions(sender, senders),
        ],
      }),
    },
  ]);
}
