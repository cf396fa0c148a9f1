/** The local Azure in a process of its own, so that its memory does not count; prints its port and runs until it is killed. */
import { startEmulator } from "../../src/emulator/start.ts";

const { providerPort } = await startEmulator();
console.log(providerPort);
