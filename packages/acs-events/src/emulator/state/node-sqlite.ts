/** Node's SQLite; undefined where this Node has none. An import would print a warning of Node's, and fail there. */
export function nodeSqlite(): typeof import("node:sqlite") | undefined {
  return withoutWarnings(() => process.getBuiltinModule("node:sqlite"));
}

function withoutWarnings<T>(load: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
