/**
 * Where the engine starts the policy pack. Plain JavaScript, so that an old Node gets a sentence to read and not a
 * loader's error.
 */
import("./index.ts").catch((error) => {
  console.error(
    error?.code === "ERR_UNKNOWN_FILE_EXTENSION"
      ? `The policies need Node 22.18 or newer, and this is ${process.version}; put a newer one first on PATH.`
      : error,
  );
  process.exit(1);
});
