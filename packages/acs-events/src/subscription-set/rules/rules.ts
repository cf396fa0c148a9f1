import { attachmentRule } from "./attachment.ts";
import { batchesRule } from "./batches.ts";
import { deadLettersRule } from "./dead-letters.ts";
import { deliveryAttributesRule } from "./delivery-attributes.ts";
import { deliverySchemaRule } from "./delivery-schema.ts";
import { destinationRule } from "./destination.ts";
import { expirationRule } from "./expiration.ts";
import { labelsRule } from "./labels.ts";
import { messageSizeRule } from "./message-size.ts";
import { nameRule } from "./name.ts";
import { retriesRule } from "./retries.ts";
import type { CheckRule } from "./subscription-rule.ts";
import { webhookRule } from "./webhook.ts";

/** Every rule over one subscription but those over its filter, in the order in which its findings are reported. */
export const subscriptionRules: readonly CheckRule[] = Object.freeze([
  nameRule,
  attachmentRule,
  destinationRule,
  webhookRule,
  batchesRule,
  messageSizeRule,
  deliveryAttributesRule,
  deadLettersRule,
  retriesRule,
  deliverySchemaRule,
  expirationRule,
  labelsRule,
]);
