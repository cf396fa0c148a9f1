import type { FindingDefinitions } from "../finding-definitions.ts";

/**
 * What reading Azure's JSON may find. An error means that a part could not be read, and is missing in the filter; Azure
 * would not take the JSON either.
 */
export const armFindings = {
  "json-not-strict": {
    level: "info",
    says: "The text has comments or trailing commas, or is a part of an object without its braces. It was read all the same.",
    todo: "Nothing here; Azure and its tools take strict JSON only.",
  },
  "filter-not-object": {
    level: "error",
    azure: "refuses",
    says: "Where a filter should be is something else than an object.",
    todo: "Write an object with includedEventTypes and what else is meant.",
  },
  "property-unknown": {
    level: "warning",
    says: "A property that Azure does not know has no effect.",
    todo: "Write the name that is suggested, or omit it.",
  },
  "event-types-absent": {
    level: "warning",
    says: "The filter lists no event types. Azure then writes the default event types of the topic type into the subscription when it is created. Which types of Communication Services these are is not known; here they are taken to be every current type (assumption `default-event-types`).",
    todo: "List the types that are meant.",
  },
  "event-types-not-list": {
    level: "error",
    azure: "refuses",
    says: "includedEventTypes is not a list.",
    todo: 'Write a list, `["Microsoft.Communication.SMSReceived"]`.',
  },
  "event-type-not-text": {
    level: "error",
    azure: "refuses",
    says: "An element of includedEventTypes is not a string.",
    todo: "Write the full name of an event type.",
  },
  "subject-not-text": {
    level: "error",
    azure: "refuses",
    says: "subjectBeginsWith or subjectEndsWith is not a string.",
    todo: "Put it in quotes.",
  },
  "flag-not-boolean": {
    level: "error",
    azure: "refuses",
    says: "isSubjectCaseSensitive or enableAdvancedFilteringOnArrays is neither true nor false.",
    todo: "Write true or false, without quotes.",
  },
  "advanced-filters-not-list": {
    level: "error",
    azure: "refuses",
    says: "advancedFilters is not a list.",
    todo: "Write a list of objects.",
  },
  "advanced-filter-not-object": {
    level: "error",
    azure: "refuses",
    says: "An advanced filter is not an object.",
    todo: "Write an object with operatorType, key and value or values.",
  },
  "operator-missing": {
    level: "error",
    azure: "refuses",
    says: "An advanced filter has no operatorType.",
    todo: "Name one of the 19 operators.",
  },
  "operator-unknown": {
    level: "error",
    azure: "refuses",
    says: "There is no such operator; names are written exactly.",
    todo: "Write the operator that is suggested.",
  },
  "key-missing": {
    level: "error",
    azure: "refuses",
    says: "An advanced filter has no key.",
    todo: "Name what it looks at, for example `data.from`.",
  },
  "operand-missing": {
    level: "error",
    azure: "refuses",
    says: "The operator takes an operand, and there is none.",
    todo: "Add value or values, as the finding says.",
  },
  "operand-misplaced": {
    level: "error",
    says: "The operand is under value where the operator takes values, or the other way round. Azure's interface has it under one of the two names. Whether Azure refuses the other, ignores or takes it is in no recording.",
    todo: "Write it under the name that the finding gives.",
  },
  "operand-wrong-type": {
    level: "error",
    azure: "refuses",
    says: "The operand has another type than the operator takes; nothing is converted.",
    todo: "Write it as the finding says.",
  },
  "operand-ignored": {
    level: "warning",
    says: "An advanced filter has a second operand, which its operator does not use.",
    todo: "Omit it.",
  },
} as const satisfies FindingDefinitions;
