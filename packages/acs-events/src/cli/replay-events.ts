import { type Replay, startReplay } from "../review/replay.ts";
import { escapeControls } from "../text/printable.ts";
import type { ReadEvent } from "./input/events.ts";
import type { ReviewInputs } from "./input/review-inputs.ts";

/** Replays events as they stream in. What cannot be read is reported on standard error, and counted in `problems`. */
export async function replayEvents(
  { base, head }: ReviewInputs,
  batches: AsyncIterable<readonly ReadEvent[]>,
): Promise<{ readonly replay: Replay; readonly problems: number }> {
  const replaying = startReplay(base.subscriptions, head.subscriptions);
  let problems = 0;
  for await (const batch of batches) {
    for (const item of batch) {
      if (item.kind === "event") replaying.add(item.event);
      else {
        problems += 1;
        console.error(escapeControls(item.message));
      }
    }
  }
  return { replay: replaying.result(), problems };
}
