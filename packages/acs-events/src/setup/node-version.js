// Loaded before anything else, also by a Node that is too old: plain syntax, no imports beyond the version comparison.
import { isAtLeast, parseVersion } from "./version.js";

/** The oldest Node that the set-up itself runs on; it brings the newer one along. */
export const OLDEST_NODE_FOR_SETUP = "20.0.0";

/** The oldest Node 22 that runs TypeScript files as they are, which the program and the command line rely on. */
export const OLDEST_NODE = "22.18.0";

/**
 * Whether this Node runs TypeScript files without a flag: 22.18 and newer, except the first releases of 23.
 * Source: Node.js documentation, "Modules: TypeScript", history of type stripping (22.18.0 and 23.6.0).
 *
 * @param {string} version for example `v22.23.3`
 */
export function runsTypeScript(version) {
  if (parseVersion(version)?.[0] === 23) return isAtLeast(version, "23.6.0");
  return isAtLeast(version, OLDEST_NODE);
}

/**
 * The sentence for a person who runs the program or the command line on a Node that cannot load it.
 *
 * @param {string} [version] the running Node's, unless another is given
 * @returns {string | undefined} undefined when this Node will do
 */
export function oldNodeMessage(version = process.version) {
  if (runsTypeScript(version)) return undefined;
  return (
    `acs-events needs Node 22.18 or newer to run; this is ${version}. ` +
    "`npm start` and `npx acs-events` use the one in node_modules (`npm run setup` puts it there), or install Node 22."
  );
}

/**
 * The sentence for a person whose Node is too old even for the set-up.
 *
 * @param {string} [version] the running Node's, unless another is given
 * @returns {string | undefined} undefined when this Node will do
 */
export function oldNodeForSetupMessage(version = process.version) {
  if (isAtLeast(version, OLDEST_NODE_FOR_SETUP)) return undefined;
  return `The set-up needs Node 20 or newer; this is ${version}. Install Node 22 from nodejs.org or with your version manager, then run it again.`;
}
