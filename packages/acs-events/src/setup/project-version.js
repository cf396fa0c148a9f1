// Loaded before anything else, also by a Node that is too old: plain syntax, no imports beyond Node's own.
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * The command line of the version that the project around `folder` has installed, where it is another one than `own`: a
 * global installation hands over to it, so that everybody in a project runs the same version. Undefined where there is
 * none.
 *
 * @param {string} folder
 * @param {string} own path of the command line that runs
 * @returns {string | undefined}
 */
export function programOfProject(folder, own) {
  const here = resolve(folder);
  const installed = join(here, "node_modules", "acs-events");
  const program = existsSync(installed) ? programOf(installed) : undefined;
  if (program !== undefined) return realpathSync(program) === realpathSync(own) ? undefined : program;
  const above = dirname(here);
  return above === here ? undefined : programOfProject(above, own);
}

/**
 * @param {string} folder of an installed package
 * @returns {string | undefined}
 */
function programOf(folder) {
  try {
    const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const program = join(folder, bin["acs-events"]);
    return existsSync(program) ? program : undefined;
  } catch {
    // Half installed: `npm install` fixes it, and this version answers meanwhile.
    return undefined;
  }
}
