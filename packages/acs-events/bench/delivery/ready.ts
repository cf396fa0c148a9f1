import { createEventGrid } from "../../src/emulator/delivery/event-grid.ts";
import { startEmulator } from "../../src/emulator/start.ts";
import { createStore } from "../../src/emulator/store.ts";

/* Starts a local Azure, and ends when it can be used. */
const store = createStore();
const grid = createEventGrid({ store, redirects: {}, folder: "." });
const { close } = await startEmulator({ store, validator: grid.validator });
grid.close();
await close();
