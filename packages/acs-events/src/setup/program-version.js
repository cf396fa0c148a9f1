import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineCacheFolder } from "./engine-layout.js";

/** Where the versions of programs are remembered between runs, for all projects; safe to delete. */
export const memoryFile = join(engineCacheFolder(process.env), "programs.json");

/** @typedef {{ readonly mtimeMs: number, readonly size: number, readonly version: string }} RememberedProgram */

/**
 * What a program prints as its version. It runs once: as long as the file has the same time and size, the answer is remembered.
 *
 * @param {string} program absolute path
 * @param {readonly string[]} args that make it print its version
 * @param {string} [memory] file with what is remembered
 * @param {typeof askVersion} [ask]
 * @returns {string | undefined} undefined when the program is missing or does not run
 */
export function programVersion(program, args, memory = memoryFile, ask = askVersion) {
  const file = statSync(program, { throwIfNoEntry: false });
  if (file === undefined) return undefined;
  const programs = readMemory(memory);
  const known = programs[program];
  if (known !== undefined && known.mtimeMs === file.mtimeMs && known.size === file.size) return known.version;
  const version = ask(program, args);
  if (version !== undefined) {
    writeMemory(memory, { ...programs, [program]: { mtimeMs: file.mtimeMs, size: file.size, version } });
  }
  return version;
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {string | undefined}
 */
function askVersion(program, args) {
  const ran = spawnSync(program, args, {
    encoding: "utf8",
    timeout: 15_000,
    windowsHide: true,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return ran.status === 0 && ran.stdout.trim() !== "" ? ran.stdout.trim() : undefined;
}

/**
 * @param {string} memory
 * @returns {Readonly<Record<string, RememberedProgram>>}
 */
function readMemory(memory) {
  try {
    const { programs } = JSON.parse(readFileSync(memory, "utf8"));
    return typeof programs === "object" && programs !== null ? programs : {};
  } catch {
    return {};
  }
}

/**
 * @param {string} memory
 * @param {Readonly<Record<string, RememberedProgram>>} programs
 */
function writeMemory(memory, programs) {
  try {
    mkdirSync(dirname(memory), { recursive: true });
    const unfinished = `${memory}.${process.pid}`;
    writeFileSync(unfinished, `${JSON.stringify({ programs }, undefined, 2)}\n`);
    renameSync(unfinished, memory);
  } catch {
    // A checkout that cannot be written to only means that the program is asked again next time.
  }
}
