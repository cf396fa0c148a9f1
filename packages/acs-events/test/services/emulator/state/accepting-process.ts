import { realClock } from "../../../../src/emulator/delivery/clock.ts";
import { createEventGrid } from "../../../../src/emulator/delivery/event-grid.ts";
import { openState } from "../../../../src/emulator/state/kept-state.ts";

/*
 * A local Azure in a process of its own, which a test kills: it accepts events for ever, and writes the id of each to its
 * output when it has accepted it. Arguments: the folder, the origin of the handler, the text of an event.
 */
const [folder = "", origin = "", text = ""] = process.argv.slice(2);
const { store, journal } = openState(folder);
const grid = createEventGrid({
  store,
  journal,
  folder,
  clock: realClock(),
  redirects: { "https://handlers.contoso.example": origin },
});
let count = 0;
const publish = (): void => {
  const id = String(count);
  count += 1;
  const result = grid.publish({ ...(JSON.parse(text) as object), id });
  if (result.kind === "published") process.stdout.write(`${id}\n`);
  setImmediate(publish);
};
publish();
