import { declaredIn } from "../src/plan/declared-at.ts";

// Subscriptions that a test declares have their place relative to the package, wherever the tests are started.
declaredIn(new URL("../", import.meta.url).href);
