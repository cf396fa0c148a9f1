import { afterEach, expect, test, vi } from "vitest";
import { hideWarning } from "../../src/setup/hidden-warning.js";

const shown = vi.fn();
const { emitWarning } = process;
afterEach(() => {
  process.emitWarning = emitWarning;
  shown.mockClear();
});

test("one warning is hidden, in both forms that Node takes, until it is shown again; the others never are", () => {
  process.emitWarning = shown;
  const show = hideWarning("SQLite is ");
  process.emitWarning("SQLite is an experiment", "ExperimentalWarning");
  process.emitWarning(new Error("SQLite is an experiment"));
  process.emitWarning("Buffer() is deprecated", "DeprecationWarning", "DEP0005");
  show();
  process.emitWarning("SQLite is an experiment", "ExperimentalWarning");
  expect(shown.mock.calls).toEqual([
    ["Buffer() is deprecated", "DeprecationWarning", "DEP0005"],
    ["SQLite is an experiment", "ExperimentalWarning"],
  ]);
});
