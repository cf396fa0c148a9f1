// Before any test loads the SDK of Pulumi, so that it starts without a compiler, as in a rehearsal.
import "../src/setup/closures-on-demand.js";
import { declaredIn } from "../src/plan/declared-at.ts";

// Subscriptions that a test declares have their place relative to the package, wherever the tests are started.
declaredIn(new URL("../", import.meta.url).href);
