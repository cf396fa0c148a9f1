import { chatLevelsRule } from "./chat-levels.ts";
import { eventTypeListsRule } from "./event-type-lists.ts";
import { eventTypeNamesRule } from "./event-type-names.ts";
import { eventTypeStatusRule } from "./event-type-status.ts";
import { fieldTypesRule } from "./field-types.ts";
import { fieldValuesRule } from "./field-values.ts";
import { fieldsRule } from "./fields.ts";
import type { FilterRule } from "./filter-rule.ts";
import { incomingCallRule } from "./incoming-call.ts";
import { keysRule } from "./keys.ts";
import { limitsRule } from "./limits.ts";
import { operandsRule } from "./operands.ts";
import { retirementRule } from "./retirement.ts";
import { subjectBoundariesRule } from "./subject-boundaries.ts";
import { subjectReachRule } from "./subject-reach.ts";
import { subjectTextRule } from "./subject-text.ts";
import { telephoneNumbersRule } from "./telephone-numbers.ts";
import { whatsappNumbersRule } from "./whatsapp-numbers.ts";

/** Every rule, in the order in which its findings are reported. */
export const filterRules: readonly FilterRule[] = Object.freeze([
  eventTypeNamesRule,
  eventTypeListsRule,
  chatLevelsRule,
  eventTypeStatusRule,
  retirementRule,
  subjectTextRule,
  subjectReachRule,
  subjectBoundariesRule,
  limitsRule,
  operandsRule,
  keysRule,
  fieldsRule,
  fieldTypesRule,
  fieldValuesRule,
  telephoneNumbersRule,
  incomingCallRule,
  whatsappNumbersRule,
]);
