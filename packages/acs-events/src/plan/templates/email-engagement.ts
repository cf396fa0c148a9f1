import { filter } from "../../filter-builder/filter.ts";
import type { SubscriptionDeclaration } from "../subscription.ts";
import { describeOptions } from "./describe-options.ts";
import { emailSenderConditions, sendersOption } from "./email-senders.ts";
import { fromTemplate } from "./from-template.ts";
import type { Template, TemplateOptions } from "./template.ts";

const engagements = ["view", "click"] as const;

export interface EmailEngagementOptions extends TemplateOptions {
  /** `view`: the e-mail was opened; `click`: a link in it was followed. If omitted, both. */
  readonly engagement?: (typeof engagements)[number];
  /** Whose e-mails: addresses of yours, or whole domains as `@contoso.example`. If omitted, those of all senders. */
  readonly senders?: readonly string[];
}

const eventTypes = ["Microsoft.Communication.EmailEngagementTrackingReportReceived"] as const;

export const emailEngagementTemplate: Template = Object.freeze({
  name: "email-engagement",
  function: "emailEngagement",
  summary: "e-mails of yours that were opened, and links that were followed",
  catches: "Every report that an e-mail of yours was opened, or that a link in it was followed.",
  leavesOut:
    "Does not include whether e-mails arrived (emailBouncesAndComplaints), and domains that have user engagement tracking off, of which nothing is reported.",
  subscription: "engagement",
  eventTypes,
  options: describeOptions<EmailEngagementOptions>({
    engagement: {
      kind: "text",
      required: false,
      description: "view for e-mails that were opened, click for links that were followed",
      allowed: engagements,
      example: "click",
      otherwise: "both",
    },
    senders: sendersOption,
  }),
});

/** E-mails that were opened or clicked: `...emailEngagement("clicks", { engagement: "click", endpoint: "analytics-hub" })`. */
export function emailEngagement(name: string, options: EmailEngagementOptions): readonly SubscriptionDeclaration[] {
  return fromTemplate(emailEngagementTemplate, name, options, ({ engagement, senders }) => [
    {
      filter: filter({
        eventTypes,
        where: ({ data: { engagementType, sender } }) => [
          ...(engagement === undefined ? [] : [engagementType.isIn(engagement)]),
          ...emailSenderConditions(sender, senders),
        ],
      }),
    },
  ]);
}
