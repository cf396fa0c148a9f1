import { createEventGrid } from "../../../src/emulator/delivery/event-grid.ts";
import { runDeliveryCases } from "../../filters/match/delivery-cases.ts";
import { storeWithTopic, subscribe, topicId } from "./rig.ts";

/** The table that decides what a filter means, through the local Event Grid: published, and matched by a subscription. */
runDeliveryCases("the local Event Grid", ({ azureFilter, event, schema }) => {
  const store = storeWithTopic();
  const topic = store.get(topicId);
  if (topic !== undefined) store.put({ ...topic, outputs: { ...topic.outputs, source: "" } });
  const grid = createEventGrid({ store, redirects: {}, folder: "never written to" });
  subscribe(store, "case", { filter: azureFilter, eventDeliverySchema: schema });
  const result = grid.publish(event);
  if (result.kind === "refused") throw new Error(result.reason);
  return result.matched.includes("case");
});
