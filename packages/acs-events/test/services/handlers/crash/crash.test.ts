import { testCrashes } from "./runs.ts";

// What `npm run endurance` does with 10,000 deliveries, in a size for every day.
testCrashes(
  [
    { mode: "server", store: "sqlite", deliveries: 800 },
    { mode: "worker", store: "sqlite", deliveries: 300 },
    { mode: "server", store: "table", deliveries: 100 },
    { mode: "worker", store: "table", deliveries: 100 },
  ],
  2,
);
