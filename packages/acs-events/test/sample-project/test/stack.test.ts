import { rehearsalOf } from "acs-events/testing";
import { expect, test } from "vitest";
import project from "../infra/project.ts";

test("the dev stack goes up on the real engine, and every event arrives where it should", {
  timeout: 120_000,
}, async () => {
  const { events } = await rehearsalOf(project, "dev");
  const deliveries = events.flatMap((event) => event.deliveries);
  expect(deliveries.length).toBeGreaterThan(0);
  expect(deliveries.filter(({ outcome }) => outcome !== "delivered")).toEqual([]);
});
