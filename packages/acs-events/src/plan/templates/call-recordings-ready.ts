import { filter } from "../../filter-builder/filter.ts";
import type { SubscriptionDeclaration } from "../subscription.ts";
import { describeOptions } from "./describe-options.ts";
import { fromTemplate } from "./from-template.ts";
import type { Template, TemplateOptions } from "./template.ts";

const formats = ["Wav", "Mp3", "Mp4"] as const;

export interface CallRecordingsReadyOptions extends TemplateOptions {
  /** Only recordings in these formats. If omitted, all, also those whose event does not say. */
  readonly formats?: readonly (typeof formats)[number][];
}

const eventTypes = ["Microsoft.Communication.RecordingFileStatusUpdated"] as const;

export const callRecordingsReadyTemplate: Template = Object.freeze({
  name: "call-recordings-ready",
  function: "callRecordingsReady",
  summary: "recordings of calls that can be fetched",
  catches: "Every recording of a call as soon as its files are ready to be fetched.",
  leavesOut:
    "Does not include that a recording begins or stops, which Call Automation tells to the callback address of the call and no event says.",
  subscription: "recordings",
  eventTypes,
  options: describeOptions<CallRecordingsReadyOptions>({
    formats: {
      kind: "texts",
      required: false,
      description: "Only recordings in these formats",
      allowed: formats,
      example: "Mp4",
      otherwise: "all formats, and recordings whose event names none",
    },
  }),
});

/** Recordings to be fetched: `...callRecordingsReady("recordings", { endpoint: "archive-function" })`. */
export function callRecordingsReady(
  name: string,
  options: CallRecordingsReadyOptions,
): readonly SubscriptionDeclaration[] {
  return fromTemplate(callRecordingsReadyTemplate, name, options, ({ formats: chosen }) => [
    {
      filter: filter({
        eventTypes,
        where: (event) => (chosen === undefined ? [] : [event.data.recordingFormatType.isIn(...new Set(chosen))]),
      }),
    },
  ]);
}
