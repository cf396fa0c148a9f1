import { hideWarning, sqliteWarning } from "../../setup/hidden-warning.js";

/** Node's SQLite; undefined where this Node has none. An import would print a warning of Node's, and fail there. */
export function nodeSqlite(): typeof import("node:sqlite") | undefined {
  const show = hideWarning(sqliteWarning);
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    show();
  }
}
