import { didYouMeanInWords } from "../../filter-rules/wording.ts";
import { shown } from "../../filters/azure-json/json-value.ts";
import { finding } from "../../filters/finding-definitions.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import { isOfOtherSource } from "./attachment.ts";
import { type CheckRule, isHiddenText } from "./subscription-rule.ts";

const findings = {
  "delivery-schema-unknown": {
    level: "error",
    azure: "refuses",
    says: "The delivery schema is neither EventGridSchema nor CloudEventSchemaV1_0. CustomInputSchema is for custom topics that take events in it.",
    todo: "Write one of the two.",
  },
  "delivery-schema-retired": {
    level: "warning",
    says: "The delivery schema is CloudEventV01Schema, which Azure took in its first years and which current versions of its API do not have.",
    todo: "Replace the subscription by one that delivers in CloudEventSchemaV1_0.",
  },
} as const;

/** Azure docs, webhook-event-delivery: events of Azure services come in the Event Grid schema. */
export const deliverySchemaRule: CheckRule = {
  findings,
  check: (subscription) => {
    const { eventDeliverySchema: value } = subscription;
    if (value === "EventGridSchema" || value === "CloudEventSchemaV1_0" || isHiddenText(value)) return [];
    if (value === "CustomInputSchema" && isOfOtherSource(subscription)) return [];
    if (value === "CloudEventV01Schema") {
      const message =
        "CloudEventV01Schema is the delivery schema of CloudEvents 0.1, which current versions of Azure's API do not have. Deliver in CloudEventSchemaV1_0.";
      const at = { path: "eventDeliverySchema", value, fix: "CloudEventSchemaV1_0" };
      return [finding(findings, "delivery-schema-retired", { message, ...at })];
    }
    const fix = didYouMean(value, ["EventGridSchema", "CloudEventSchemaV1_0"]);
    const why =
      value === "CustomInputSchema"
        ? "CustomInputSchema is for custom topics that take events in it"
        : `There is no delivery schema ${shown(value)}`;
    const message = `${why}; Communication Services delivers in EventGridSchema or CloudEventSchemaV1_0.${didYouMeanInWords(fix)}`;
    const at = { path: "eventDeliverySchema", value, ...(fix === undefined ? {} : { fix }) };
    return [finding(findings, "delivery-schema-unknown", { message, ...at })];
  },
};
