import { collectMistakesOf, type Mistake } from "../filter-builder/mistakes.ts";
import { type DeclaredAt, declaredAt } from "./declared-at.ts";

/** What builders found wrong while a file was loaded, each with its place in the project. */
export type LoadingMistakes = readonly Mistake<DeclaredAt | undefined>[];

/** Runs `load` so that builders outside of a team's function do not throw: their mistakes are collected. */
export function collectLoadingMistakes<T>(
  load: () => Promise<T>,
): Promise<{ readonly result: T; readonly mistakes: LoadingMistakes }> {
  return collectMistakesOf(load, declaredAt);
}
