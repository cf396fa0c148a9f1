import { isCallAutomationCallback } from "../catalog/call-automation-callbacks.ts";
import { eventTypeNames, isEventType } from "../catalog/event-types.ts";
import { formerEventType } from "../catalog/former-event-types.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import type { FilterRule } from "./filter-rule.ts";
import { didYouMeanInWords, provider, shortType } from "./wording.ts";

const findings = {
  "event-type-unknown": {
    level: "error",
    azure: "refuses",
    azureUnproven: true,
    says: "A listed name is not a known event type of Communication Services. Names are compared exactly, with case and in full.",
    todo: "Write the name that is suggested, or look it up with `npx acs-events catalog`.",
  },
  "event-type-renamed": {
    level: "error",
    azure: "refuses",
    azureUnproven: true,
    says: "A listed event type has another name today; its subject and payload may have changed with it.",
    todo: "List the name that the finding gives, and look at subject and payload of the new type.",
  },
  "event-type-never-existed": {
    level: "error",
    azure: "refuses",
    azureUnproven: true,
    says: "A listed name comes from a mistake in a client library; the service never used it.",
    todo: "List the name that the finding gives.",
  },
  "event-type-is-callback": {
    level: "error",
    azure: "refuses",
    azureUnproven: true,
    says: "A listed name is not an event type of Event Grid. Call Automation sends it to the callback address (`callbackUri`) that is given when a call is answered or created.",
    todo: "Remove it from the filter, and handle it at the callback address.",
  },
} as const;

/**
 * By the documentation Azure refuses a name that is not registered for the topic type (Azure docs,
 * subscription-creation-schema). Recordings show that storage accounts took such names until 2022, and that IoT Hub
 * refused them; for Communication Services nothing is recorded.
 */
export const eventTypeNamesRule: FilterRule = {
  findings,
  check: ({ eventTypes }, { path }) => {
    if (eventTypes === "All") return [];
    return eventTypes.flatMap((name, index): Finding[] => {
      if (isEventType(name) || name === "All") return [];
      return [unregistered(name, `${path}.includedEventTypes[${index}]`)];
    });
  },
};

function unregistered(name: string, path: string): Finding {
  const full = name.includes(".") ? name : `${provider}${name}`;
  const former = formerEventType(full);
  if (former !== undefined) {
    const { replacedBy, emitted, reason } = former;
    const id = emitted ? "event-type-renamed" : "event-type-never-existed";
    const what = emitted ? "is no longer a documented event type" : "is not an event type";
    const message = `${shortType(name)} ${what}. ${reason} Subscribe to ${replacedBy}.`;
    return finding(findings, id, { message, path, value: name, fix: replacedBy });
  }
  if (isCallAutomationCallback(full)) {
    const message = `${shortType(name)} is not an event type of Event Grid. Call Automation sends it to the callback address (callbackUri) that is given when a call is answered or created. Remove it from the filter and handle it there.`;
    return finding(findings, "event-type-is-callback", { message, path, value: name });
  }
  const fix = meant(name);
  const hint =
    name === "*" || /^all$/i.test(name)
      ? " There is no value for every type; list the types that are meant."
      : fix === undefined
        ? " `npx acs-events catalog` lists them."
        : didYouMeanInWords(fix);
  const message = `${shown(name)} is not a known event type of Communication Services.${hint}`;
  return finding(findings, "event-type-unknown", { message, path, value: name, ...(fix === undefined ? {} : { fix }) });
}

const shortNames = eventTypeNames.map(shortType);

/** The name that was meant: a name without its provider, or a misspelt one. */
function meant(name: string): string | undefined {
  if (name === "*" || /^all$/i.test(name)) return undefined;
  if (name.includes(".") && !/^microsoft\.communications?\./i.test(name)) return undefined;
  const short = didYouMean(name.slice(name.lastIndexOf(".") + 1), shortNames);
  return short === undefined ? undefined : eventTypeNames[shortNames.indexOf(short)];
}
