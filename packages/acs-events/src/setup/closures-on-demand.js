import { createRequire, Module } from "node:module";

/*
 * Import this file before Pulumi's SDK, for its effect: the SDK then loads the TypeScript compiler and npm's Arborist when
 * a function is turned into text, which only dynamic providers and callbacks in the cloud ask for, and not at its start.
 * They are more than a third of the start of a program, a policy pack or a rehearsal. Where the SDK has other modules, it
 * starts as it does without this file.
 */
putOffClosures(import.meta.url);

/**
 * The same for the SDK that `from` finds.
 *
 * @param {string} from path or URL of a file
 */
export function putOffClosures(from) {
  deferModules(from, ["@pulumi/pulumi/typescript-shim.js", "@npmcli/arborist"]);
}

/**
 * Puts a stand-in for each module into Node's cache; it loads the module itself when something of it is asked for.
 *
 * @param {string} from the file from which the first is found; each other one is found from the one before
 * @param {readonly string[]} names
 */
function deferModules(from, names) {
  const [name, ...others] = names;
  if (name === undefined) return;
  const require = createRequire(from);
  /** @type {string} */
  let file;
  try {
    file = require.resolve(name);
  } catch {
    return;
  }
  deferModules(file, others);
  if (require.cache[file] !== undefined) return;
  const standIn = new Module(file);
  standIn.loaded = true;
  const load = () => {
    if (require.cache[file] === standIn) delete require.cache[file];
    return require(file);
  };
  standIn.exports = new Proxy(
    {},
    {
      // What TypeScript's `import * as` asks first: nothing is to be copied from this module.
      get: (_, property) => (property === "__esModule" ? true : load()[property]),
      has: (_, property) => property in load(),
    },
  );
  require.cache[file] = standIn;
}
