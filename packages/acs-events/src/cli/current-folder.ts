import { AsyncLocalStorage } from "node:async_hooks";
import type { Project } from "../project/project.ts";

interface Command {
  readonly folder: string;
  /** Filled when a project is asked for; it remembers what it loaded, and between two commands its files may change. */
  project?: Project | undefined;
}

const commands = new AsyncLocalStorage<Command>();

/** Runs `use` as if the command had been given in `folder`. */
export function inFolder<T>(folder: string, use: () => Promise<T>): Promise<T> {
  return commands.run({ folder }, use);
}

/** The folder that the command was given in. */
export function currentFolder(): string {
  return currentCommand().folder;
}

/** What this run of a command knows. */
export function currentCommand(): Command {
  return commands.getStore() ?? { folder: process.cwd() };
}
