/** Where the engine starts. Plain JavaScript, so that an old Node gets a sentence to read and not a loader's error. */
import { startProgram } from "acs-events/setup";

export default await startProgram(import.meta.url, () => import("./index.ts"));
