import type { EventTypesOfGroup } from "../event-types.ts";
import { type Fields, id, integer, optionalInteger, optionalText, optionalTime, text } from "./field.ts";

/** A recording is ready to be fetched; its files are chunks, an array of objects that filters cannot look into. */
export const recordingPayloads = {
  "Microsoft.Communication.RecordingFileStatusUpdated": {
    recordingStorageInfo: {
      kind: "object",
      fields: {
        recordingChunks: {
          kind: "objects",
          fields: {
            documentId: id,
            index: integer,
            endReason: text,
            metadataLocation: text,
            contentLocation: text,
            deleteLocation: optionalText,
          },
        },
      },
    },
    recordingStartTime: optionalTime,
    recordingDurationMs: optionalInteger,
    recordingContentType: { kind: "string", optional: true, values: ["AudioVideo", "Audio"] },
    recordingChannelType: { kind: "string", optional: true, values: ["Mixed", "Unmixed"] },
    recordingFormatType: { kind: "string", optional: true, values: ["Wav", "Mp3", "Mp4"] },
    sessionEndReason: optionalText,
  },
} as const satisfies Record<EventTypesOfGroup<"recording">, Fields>;
