import type { EventGridEvent } from "../../../catalog/event.ts";
import { randomGuid } from "../../delivery/random-guid.ts";
import { identifierOf, kindOf } from "./identifiers.ts";
import { likeSample, type ScenarioContext, timeOf } from "./like-sample.ts";

export interface IncomingCallOptions {
  readonly from: string;
  readonly to: string;
  readonly displayName?: string | undefined;
}

/** A call that rings: caller and callee are telephone numbers, raw ids or names. */
export function incomingCall(options: IncomingCallOptions, context: ScenarioContext): readonly EventGridEvent[] {
  const from = identifierOf(options.from);
  const to = identifierOf(options.to);
  return [
    likeSample(
      "Microsoft.Communication.IncomingCall",
      {
        subject: { callerRawId: from.rawId, recipientRawId: to.rawId },
        data: {
          from: { kind: kindOf(from), ...from },
          to: { kind: kindOf(to), ...to },
          callerDisplayName: options.displayName ?? "",
          serverCallId: base64(randomGuid(context.random)),
          incomingCallContext: base64(randomGuid(context.random)),
          correlationId: randomGuid(context.random),
        },
      },
      context,
    ),
  ];
}

export interface RecordingOptions {
  readonly callId?: string | undefined;
  readonly recordingId?: string | undefined;
  readonly seconds: number;
}

/** A recording that is ready. */
export function recording(options: RecordingOptions, context: ScenarioContext): readonly EventGridEvent[] {
  const { now, random } = context;
  const subject = {
    callId: options.callId ?? randomGuid(random),
    serverCallId: base64(randomGuid(random)),
    recordingId: options.recordingId ?? randomGuid(random),
  };
  return [
    likeSample(
      "Microsoft.Communication.RecordingFileStatusUpdated",
      {
        subject,
        data: { recordingStartTime: timeOf(now, -options.seconds), recordingDurationMs: options.seconds * 1_000 },
        sample: ({ variant = "" }) => variant.includes("serverCallId segment") && !variant.includes("no serverCallId"),
      },
      context,
    ),
  ];
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64url");
}
