/**
 * Where the engine starts the policy pack: the policies of acs-events, and those of `rules.ts`. Plain JavaScript, so that
 * an old Node gets a sentence to read and not a loader's error.
 */
import * as module from "node:module";

// The engine waits for the pack before it starts the program: with compiled code kept, a third less long.
module.enableCompileCache?.();

Promise.all([import("acs-events/policies"), import("./rules.ts")])
  .then(([{ policyPack }, { rules }]) => policyPack({ rules }))
  .then(
    // It is kept when a process ends by itself, and the engine ends this one.
    () => module.flushCompileCache?.(),
    (error) => {
      console.error(
        error?.code === "ERR_UNKNOWN_FILE_EXTENSION"
          ? `The policies need Node 22.18 or newer, and this is ${process.version}; put a newer one first on PATH.`
          : error,
      );
      process.exit(1);
    },
  );
