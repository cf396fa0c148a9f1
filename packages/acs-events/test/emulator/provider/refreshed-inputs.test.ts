import { expect, test } from "vitest";
import { refreshedInputs } from "../../../src/emulator/provider/refreshed-inputs.ts";
import { eventSubscription as type } from "../../../src/emulator/resources/event-subscription.ts";
import type { ResourceProperties } from "../../../src/emulator/store.ts";

const inputs: ResourceProperties = {
  eventSubscriptionName: "texts",
  destination: { endpointType: "WebHook", endpointUrl: "https://a.example/?code=s3cret" },
  filter: { includedEventTypes: ["a", "b"], subjectBeginsWith: "/phonenumber/1555" },
  labels: ["team=a"],
};

/** What Azure answered: defaults filled in, the URL omitted. */
const outputs: ResourceProperties = {
  name: "texts",
  provisioningState: "Succeeded",
  destination: { endpointType: "WebHook", endpointBaseUrl: "https://a.example/", maxEventsPerBatch: 1 },
  filter: { includedEventTypes: ["a", "b"], subjectBeginsWith: "/phonenumber/1555", subjectEndsWith: "" },
  labels: ["team=a"],
};

test.each<[string, ResourceProperties, ResourceProperties]>([
  ["nothing", {}, {}],
  ["a state that nobody writes", { provisioningState: "Failed" }, {}],
  [
    "a prefix",
    { filter: { ...(outputs["filter"] as ResourceProperties), subjectBeginsWith: "" } },
    { filter: { ...(inputs["filter"] as ResourceProperties), subjectBeginsWith: "" } },
  ],
  [
    "a list that grew",
    { filter: { ...(outputs["filter"] as ResourceProperties), includedEventTypes: ["a", "x", "c"] } },
    { filter: { ...(inputs["filter"] as ResourceProperties), includedEventTypes: ["a", "x", "c"] } },
  ],
  [
    "a default that is none any more, beside a secret that stays",
    { destination: { ...(outputs["destination"] as ResourceProperties), maxEventsPerBatch: 10 } },
    { destination: { ...(inputs["destination"] as ResourceProperties), maxEventsPerBatch: 10 } },
  ],
  ["a property that is gone", { labels: undefined }, { labels: undefined }],
])("changed in Azure: %s", (_, changedThere, changedHere) => {
  const expected = Object.fromEntries(
    Object.entries({ ...inputs, ...changedHere }).filter(([, value]) => value !== undefined),
  );
  expect(refreshedInputs(type, inputs, outputs, { ...outputs, ...changedThere })).toEqual(expected);
});
