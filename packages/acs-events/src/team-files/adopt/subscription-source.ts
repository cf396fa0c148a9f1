import { builtInSettings, layerSettings, type SettingsOverrides } from "../../plan/delivery-settings.ts";
import { isOwnLabel } from "../../plan/own-labels.ts";
import type { StackSettings } from "../../plan/stack-settings.ts";
import type { SubscriptionRecord } from "../../subscription-set/subscription-record.ts";
import { lineComment } from "../comment.ts";
import { filterSource } from "../filter-source.ts";
import { call, type Literal } from "../literal.ts";
import { utcTime } from "./differences.ts";
import { foundDeadLetters } from "./found-dead-letters.ts";

export interface AdoptedSource {
  /** An element of the team's array: `subscription("…", { … })` with comments before it. */
  readonly code: string;
  readonly imports: readonly string[];
  /** What of the filter is not in the words of the builders, and why. */
  readonly because: readonly string[];
}

export interface Naming {
  readonly name: string;
  /** Where `<team>-<name>` is not what Azure has. */
  readonly azureName: string | undefined;
  readonly endpoint: string;
}

/** The TypeScript of one deployed subscription; what the stack's defaults say already is not repeated. */
export function subscriptionSource(
  record: SubscriptionRecord,
  { name, azureName, endpoint }: Naming,
  stack: StackSettings,
): AdoptedSource {
  const filter = filterSource(record);
  const expires = record.expirationTimeUtc === null ? undefined : utcTime(record.expirationTimeUtc);
  const labels = record.labels.filter((label) => !isOwnLabel(label, record.declaredName));
  const options: Readonly<Record<string, Literal | undefined>> = {
    azureName,
    filter: filter.code,
    endpoint,
    ...settingsOf(record, stack),
    expires,
    labels: labels.length === 0 ? undefined : labels,
  };
  const comment =
    filter.raw || filter.because.length === 0
      ? ""
      : lineComment(`A condition is in Azure's JSON: ${filter.because.join("; ")}.`);
  return {
    code: `${comment}${call("subscription", name, options)}`,
    imports: ["subscription", ...filter.imports],
    because: filter.because,
  };
}

/** The settings that differ from what the stack says of every subscription. */
function settingsOf(record: SubscriptionRecord, stack: StackSettings): Readonly<Record<string, Literal | undefined>> {
  const { settings } = layerSettings([{ from: "stack", settings: stack.defaults }]);
  const destination = record.destination ?? {};
  const pushed = ["webhook", "azurefunction"].includes(String(destination["endpointType"]).toLowerCase());
  const batch = (name: "maxEventsPerBatch" | "preferredBatchSizeInKilobytes"): number => {
    const value = destination[name];
    return typeof value === "number" ? value : builtInSettings[name];
  };
  const schema = record.eventDeliverySchema === "CloudEventSchemaV1_0" ? "CloudEventSchemaV1_0" : "EventGridSchema";
  const wanted = {
    maxDeliveryAttempts: record.retryPolicy.maxDeliveryAttempts,
    eventTimeToLiveInMinutes: record.retryPolicy.eventTimeToLiveInMinutes,
    undeliveredEvents: foundDeadLetters(record),
    deliverySchema: schema,
    ...(pushed
      ? {
          maxEventsPerBatch: batch("maxEventsPerBatch"),
          preferredBatchSizeInKilobytes: batch("preferredBatchSizeInKilobytes"),
        }
      : {}),
  } satisfies SettingsOverrides;
  return Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => settings[key as keyof typeof wanted] !== value),
  );
}
