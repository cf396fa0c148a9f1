/** `acs-events/testing/setup`: for `setupFiles` of vitest. Handlers that keep events in SQLite print no warning of Node. */
import { hideWarning, sqliteWarning } from "../setup/hidden-warning.js";

hideWarning(sqliteWarning);
