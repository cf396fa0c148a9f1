/** How Node's warning about `node:sqlite` begins. Node 22 prints it in each process that uses the module. */
export const sqliteWarning = "SQLite is an experimental feature";

/**
 * Hides one warning of Node from here on; every other warning is printed. Node has no such option: `--disable-warning`
 * takes a code, which these warnings do not have, or a type, which would hide all experimental features.
 *
 * @param {string} beginning how the warning begins
 * @returns {() => void} shows the warning again
 */
export function hideWarning(beginning) {
  const { emitWarning } = process;
  process.emitWarning = (/** @type {unknown[]} */ ...args) => {
    const [warning] = args;
    const text = warning instanceof Error ? warning.message : String(warning);
    if (!text.startsWith(beginning)) Reflect.apply(emitWarning, process, args);
  };
  return () => {
    process.emitWarning = emitWarning;
  };
}
