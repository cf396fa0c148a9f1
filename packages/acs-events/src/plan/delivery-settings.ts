import type { DeliverySchema } from "../catalog/event.ts";
import { isContainer, type UndeliveredEvents } from "./dead-letters.ts";

/** How Event Grid treats the events of a subscription once they match the filter. */
export interface DeliverySettings {
  /** 1 to 30 (delivery-and-retry). */
  readonly maxDeliveryAttempts: number;
  /** 1 to 1440. */
  readonly eventTimeToLiveInMinutes: number;
  /** Kept in the dead-letter container of the stack, gone for good, or kept in a container that is there already. */
  readonly undeliveredEvents: UndeliveredEvents;
  readonly deliverySchema: DeliverySchema;
  /** Webhooks and functions only; 1 to 5000. */
  readonly maxEventsPerBatch: number;
  /** Webhooks and functions only; 1 to 1024. */
  readonly preferredBatchSizeInKilobytes: number;
}

/** What one layer says of the settings; what it leaves undefined is for the layers below to say. */
export type SettingsOverrides = { readonly [K in keyof DeliverySettings]?: DeliverySettings[K] | undefined };

/** Azure's own defaults, but for one: undelivered events are kept unless someone writes that they are not. */
export const builtInSettings: DeliverySettings = Object.freeze({
  maxDeliveryAttempts: 30,
  eventTimeToLiveInMinutes: 1440,
  undeliveredEvents: "kept",
  deliverySchema: "EventGridSchema",
  maxEventsPerBatch: 1,
  preferredBatchSizeInKilobytes: 64,
});

export type SettingsOrigin = "built-in" | "stack" | "team" | "template" | "subscription";

export interface SettingsLayer {
  readonly from: SettingsOrigin;
  readonly settings: SettingsOverrides;
}

export interface LayeredSettings {
  readonly settings: DeliverySettings;
  /** Which layer each value came from. */
  readonly origins: Readonly<Record<keyof DeliverySettings, SettingsOrigin>>;
}

/** Lays `layers` over the built-in settings, the last one on top; `undefined` in a layer matches the one below. */
export function layerSettings(layers: readonly SettingsLayer[]): LayeredSettings {
  const settings: Record<string, unknown> = { ...builtInSettings };
  const origins: Record<string, SettingsOrigin> = {};
  for (const key of Object.keys(builtInSettings)) origins[key] = "built-in";
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer.settings)) {
      if (value === undefined || !Object.hasOwn(builtInSettings, key)) continue;
      settings[key] = value;
      origins[key] = layer.from;
    }
  }
  // The keys are those of `builtInSettings`, each set above from a value of its own type.
  return { settings: settings as unknown as DeliverySettings, origins: origins as LayeredSettings["origins"] };
}

const bounds = {
  maxDeliveryAttempts: [1, 30],
  eventTimeToLiveInMinutes: [1, 1440],
  maxEventsPerBatch: [1, 5000],
  preferredBatchSizeInKilobytes: [1, 1024],
} as const;

/** The settings that Azure would refuse, with what it takes (delivery-and-retry). */
export function settingsOutOfBounds(
  settings: SettingsOverrides,
): { readonly setting: string; readonly value: unknown; readonly allowed: string }[] {
  const outside = Object.entries(bounds).flatMap(([setting, [least, most]]) => {
    const value = settings[setting as keyof typeof bounds];
    const fits = value === undefined || (Number.isInteger(value) && value >= least && value <= most);
    return fits ? [] : [{ setting, value, allowed: `a whole number from ${least} to ${most}` }];
  });
  const { undeliveredEvents: kept } = settings;
  if (kept === undefined || kept === "kept" || kept === "dropped" || isContainer(kept)) return outside;
  const allowed =
    "kept, dropped, or { storageAccountId, container }: the resource id of a storage account, and 3 to 63 lower-case letters, digits and inner hyphens";
  return [...outside, { setting: "undeliveredEvents", value: JSON.stringify(kept), allowed }];
}
