import type { SubscriptionDeclaration } from "../../../src/plan/subscription.ts";
import type { Template, TemplateOptions } from "../../../src/plan/templates/template.ts";
import { filter, phoneNumber, subscription } from "../../sample-project/infra/acs-events.ts";

/** Two templates of the tests' own, with every kind of option, so that the shipped ones may change freely. */
export function textsTo(
  name: string,
  options: TemplateOptions & {
    readonly areaCodes: readonly string[];
    readonly direction?: string;
    readonly loud?: boolean;
  },
): SubscriptionDeclaration[] {
  const { areaCodes, direction: _, loud: __, ...rest } = options;
  return areaCodes.map((code, index) =>
    subscription(index === 0 ? name : `${name}-${code}`, {
      ...rest,
      filter: filter({
        eventTypes: ["Microsoft.Communication.SMSReceived"],
        subjectBeginsWith: phoneNumber(code),
      }),
    }),
  );
}

export function threads(name: string, options: TemplateOptions): SubscriptionDeclaration[] {
  return [
    subscription(name, {
      ...options,
      filter: filter({ eventTypes: ["Microsoft.Communication.ChatMessageReceivedInThread"] }),
    }),
  ];
}

export const templates: readonly Template[] = [
  {
    name: "texts-to",
    function: "textsTo",
    summary: "texts to your numbers",
    catches: "Catches every text message that comes in on a number of these area codes.",
    leavesOut: "What became of the texts that you sent is another template's.",
    subscription: "texts",
    eventTypes: ["Microsoft.Communication.SMSReceived"],
    options: [
      {
        name: "areaCodes",
        kind: "texts",
        required: true,
        description: "Area codes, digits only",
        example: "1206",
        problem: (value) => (/^[0-9]+$/.test(value) ? undefined : `"${value}" has more than digits in it`),
      },
      {
        name: "direction",
        kind: "text",
        required: false,
        description: "Which way",
        allowed: ["inbound", "outbound"],
        example: "inbound",
        otherwise: "both",
      },
      { name: "loud", kind: "boolean", required: false, description: "Loud?", example: "true", otherwise: "no" },
    ],
  },
  {
    name: "chat-threads",
    function: "threads",
    summary: "what is written in chat threads",
    catches: "Catches each message once.",
    leavesOut: "Who comes and goes is not in it.",
    subscription: "messages",
    eventTypes: ["Microsoft.Communication.ChatMessageReceivedInThread"],
    options: [],
  },
];
