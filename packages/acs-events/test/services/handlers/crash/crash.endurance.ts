import { testCrashes } from "./runs.ts";

// A table is a request for what is a function call in SQLite.
testCrashes(
  [
    { mode: "server", store: "sqlite", deliveries: 5_000 },
    { mode: "worker", store: "sqlite", deliveries: 2_500 },
    { mode: "server", store: "table", deliveries: 1_250 },
    { mode: "worker", store: "table", deliveries: 1_250 },
  ],
  5,
);
