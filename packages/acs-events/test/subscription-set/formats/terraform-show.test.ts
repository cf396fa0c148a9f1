import { describe, expect, test } from "vitest";
import { operators } from "../../../src/filters/operators.ts";
import { readPreviewPair, readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { rendered, sms } from "./sms-subscription.ts";
import { account, read, resource, service, state, topic, topicId, type, values } from "./terraform-state.ts";

describe("a state", () => {
  test("is read like every other form", () => {
    const set = readSubscriptionSet(state(resource(values)));
    expect(set.findings).toEqual([]);
    expect(set.form).toBe("terraform-show");
    expect(rendered(set)).toEqual([sms]);
  });

  test("of modules and instances, with the topic that is in it", () => {
    const child = { resources: [resource({ ...values, name: "eu" }, `module.m.${type}.sms["eu.west"]`), topic] };
    const json = { format_version: "1.0", values: { root_module: { child_modules: [{ child_modules: [child] }] } } };
    const [one] = readSubscriptionSet(json).subscriptions;
    expect(one).toMatchObject({
      name: "eu",
      attachedTo: {
        id: topicId,
        source: service,
        topicType: topic.values.topic_type,
        location: "global",
        identity: null,
      },
    });
  });

  test.each([
    [{ eventhub_endpoint_id: "/e" }, { endpointType: "EventHub", resourceId: "/e" }],
    [{ eventhub_id: "/e" }, { endpointType: "EventHub", resourceId: "/e" }],
    [{ eventhub_endpoint: [{ eventhub_id: "/e" }] }, { endpointType: "EventHub", resourceId: "/e" }],
    [{ hybrid_connection_endpoint_id: "/h" }, { endpointType: "HybridConnection", resourceId: "/h" }],
    [{ service_bus_queue_endpoint_id: "/q" }, { endpointType: "ServiceBusQueue", resourceId: "/q" }],
    [{ service_bus_topic_id: "/t" }, { endpointType: "ServiceBusTopic", resourceId: "/t" }],
    [
      {
        storage_queue_endpoint: [
          { storage_account_id: account, queue_name: "q", queue_message_time_to_live_in_seconds: 300 },
        ],
      },
      { endpointType: "StorageQueue", resourceId: account, queueName: "q", queueMessageTimeToLiveInSeconds: 300 },
    ],
    [
      {
        azure_function_endpoint: [{ function_id: "/f", max_events_per_batch: 5, preferred_batch_size_in_kilobytes: 0 }],
      },
      { endpointType: "AzureFunction", resourceId: "/f", maxEventsPerBatch: 5 },
    ],
  ])("delivers to %j", (own, destination) => {
    expect(read({ webhook_endpoint: [], ...own })?.destination).toEqual(destination);
  });

  test("with identities and headers", () => {
    const identity = { type: "UserAssigned", user_assigned_identity: "/i" };
    const record = read({
      webhook_endpoint: [],
      service_bus_queue_endpoint_id: "/q",
      delivery_identity: [identity],
      dead_letter_identity: [{ type: "SystemAssigned", user_assigned_identity: "" }],
      delivery_property: [
        { header_name: "x-key", type: "Static", value: "v", secret: false, source_field: "" },
        { header_name: "x-from", type: "Dynamic", source_field: "data.from", secret: false, value: "" },
      ],
    });
    expect(record).toMatchObject({
      deliveryIdentity: { type: "UserAssigned", userAssignedIdentity: "/i" },
      deadLetterIdentity: { type: "SystemAssigned" },
      deadLetterDestination: sms.deadLetterDestination,
      destination: {
        deliveryAttributeMappings: [
          { name: "x-key", type: "Static", value: "v", isSecret: false },
          { name: "x-from", type: "Dynamic", sourceField: "data.from" },
        ],
      },
    });
  });

  test("every operator has its block", () => {
    const operands = { number: 1, boolean: true, numbers: [1], strings: ["a"], ranges: [[1, 2]] };
    const expected = Object.entries(operators).map(([operatorType, { operand }]) => {
      if (operand === "none") return { operatorType, key: "data.x" };
      const name = operand === "number" || operand === "boolean" ? "value" : "values";
      return { operatorType, key: "data.x", [name]: operands[operand] };
    });
    const block = Object.fromEntries(
      expected.map(({ operatorType, ...condition }) => [
        operatorType.replaceAll(/(.)([A-Z])/g, "$1_$2").toLowerCase(),
        [condition],
      ]),
    );
    expect(Object.keys(block)).toContain("number_greater_than_or_equals");
    expect(read({ advanced_filter: [block] })?.filter.advancedFilters).toEqual(expected);
    const flat = { number_in_range: [{ key: "data.x", values: [1, 2, 5, 6] }] };
    expect(read({ advanced_filter: [flat] })?.filter.advancedFilters).toEqual([
      {
        operatorType: "NumberInRange",
        key: "data.x",
        values: [
          [1, 2],
          [5, 6],
        ],
      },
    ]);
  });

  test("what is sensitive stays hidden", () => {
    const webhook = [{ ...values.webhook_endpoint[0], url: "https://handlers.contoso.example/api/sms?code=s3cret" }];
    const own = { ...resource({ ...values, webhook_endpoint: webhook }) };
    const set = readSubscriptionSet(state({ ...own, sensitive_values: { webhook_endpoint: [{ url: true }] } }));
    expect(set.subscriptions[0]).toMatchObject({
      destination: { endpointUrl: "[secret]", endpointBaseUrl: "https://handlers.contoso.example/api/sms" },
      hidden: [{ path: "destination.endpointUrl", why: "secret" }],
    });
    expect(JSON.stringify(set)).not.toContain("s3cret");
  });

  test("without values is empty, and said", () => {
    for (const json of [{ format_version: "1.0" }, { format_version: "1.0", terraform_version: "1.9.8" }]) {
      const set = readSubscriptionSet(json);
      expect(set.subscriptions).toEqual([]);
      expect(set.findings.map(({ id }) => id)).toEqual(["terraform-state-empty"]);
    }
  });

  test("of another format is said", () => {
    const set = readSubscriptionSet({ ...state(resource(values)), format_version: "2.3" });
    expect(set.findings.map(({ id, path }) => [id, path])).toEqual([["subscriptions-incomplete", "format_version"]]);
    expect(readSubscriptionSet({ ...state(resource(values)), format_version: "0.2" }).findings).toEqual([]);
  });

  test.each([
    [null],
    [{}],
    [{ root_module: null }],
    [{ root_module: { resources: [null, 1, { type }], child_modules: 3 } }],
  ])("with the values %j is no crash", (odd) => {
    expect(readSubscriptionSet({ format_version: "1.0", values: odd }).subscriptions).toEqual([]);
  });
});

describe("an extension subscription", () => {
  const extension = "azurerm_eventgrid_event_subscription";
  test("hangs on its scope", () => {
    const id = `${service}/providers/Microsoft.EventGrid/eventSubscriptions/x`;
    const json = state({ address: `${extension}.x`, type: extension, values: { ...values, id, scope: service } });
    expect(readSubscriptionSet(json).subscriptions[0]?.attachedTo).toMatchObject({ kind: "scope", source: service });
  });
});

describe("a plan", () => {
  const change = (before: object | null, after: object | null, more: object = {}, address = `${type}.sms`) => ({
    address,
    mode: "managed",
    type,
    change: {
      actions: ["update"],
      before,
      after,
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: {},
      ...more,
    },
  });
  const plan = (...resource_changes: object[]) => ({
    format_version: "1.2",
    terraform_version: "1.9.8",
    resource_changes,
  });
  const types = (set: { subscriptions: readonly { filter: { eventTypes: unknown } }[] } | undefined) =>
    set?.subscriptions.map(({ filter }) => filter.eventTypes);
  const wider = {
    ...values,
    included_event_types: ["Microsoft.Communication.SMSReceived", "Microsoft.Communication.CallEnded"],
  };

  test("has two sides, and stands by itself for the later one", () => {
    const json = plan(
      change(values, wider),
      change({ ...values, name: "gone" }, null, { actions: ["delete"] }, `${type}.gone`),
    );
    const pair = readPreviewPair(json);
    expect(types(pair?.base)).toEqual([values.included_event_types, values.included_event_types]);
    expect(types(pair?.head)).toEqual([wider.included_event_types]);
    expect(types(readSubscriptionSet(json))).toEqual([wider.included_event_types]);
    expect(pair?.complete).toBe(true);
  });

  test("keeps what it forgets, what is not among its targets, and nothing that is deposed", () => {
    const forgotten = change({ ...values, name: "forgotten" }, null, { actions: ["forget"] });
    const deposed = { ...change({ ...values, name: "deposed" }, null, { actions: ["delete"] }), deposed: "a1b2" };
    const untouched = resource({ ...values, name: "untouched" }, `${type}.untouched`);
    const json = { ...plan(forgotten, deposed), prior_state: state(untouched), complete: false };
    const pair = readPreviewPair(json);
    expect(pair?.base.subscriptions.map(({ name }) => name)).toEqual(["forgotten", "untouched"]);
    expect(pair?.head.subscriptions.map(({ name }) => name)).toEqual(["forgotten", "untouched"]);
    expect(pair?.complete).toBe(false);
  });

  test("knows what is computed from what nobody set", () => {
    const {
      eventhub_endpoint_id: _,
      hybrid_connection_endpoint_id: __,
      included_event_types: ___,
      id: ____,
      ...after
    } = values;
    const after_unknown = {
      id: true,
      eventhub_endpoint_id: true,
      hybrid_connection_endpoint_id: true,
      included_event_types: true,
      subject_filter: [{ subject_begins_with: true }],
      advanced_filter: [{ string_contains: [{ values: [true] }] }],
    };
    const expressions = { name: {}, subject_filter: [{}], advanced_filter: [{}], webhook_endpoint: [{}] };
    const configuration = { root_module: { resources: [{ address: `${type}.sms`, expressions }] } };
    const created = change(null, after, { actions: ["create"], after_unknown });
    const head = readPreviewPair({ ...plan(created), configuration })?.head;
    expect(head?.subscriptions[0]).toMatchObject({
      destination: { endpointType: "WebHook" },
      filter: { eventTypes: "All" },
      hidden: [
        { path: "filter.subjectBeginsWith", why: "unknown" },
        { path: "filter.advancedFilters[0].values[0]", why: "unknown" },
      ],
    });
    expect(head?.findings.map(({ id }) => id)).toContain("event-types-absent");
    const listed = {
      root_module: { resources: [{ address: `${type}.sms`, expressions: { included_event_types: {} } }] },
    };
    const unknown = readPreviewPair({ ...plan(created), configuration: listed })?.head;
    expect(unknown?.subscriptions[0]?.hidden[0]).toEqual({ path: "filter.includedEventTypes", why: "unknown" });
    expect(unknown?.findings.map(({ id }) => id)).not.toContain("event-types-absent");
  });

  test("finds the topic by its name, or by the reference in the configuration", () => {
    const address = `module.acs["eu"].${topic.address}`;
    const own = `module.acs["eu"].${type}.sms[0]`;
    const { id: _, name: __, ...unnamed } = topic.values;
    const created = {
      address,
      type: topic.type,
      change: { actions: ["create"], before: null, after: unnamed, after_unknown: { id: true, name: true } },
    };
    const { id: ___, system_topic: ____, ...after } = values;
    const sub = change(null, after, { actions: ["create"], after_unknown: { system_topic: true, id: true } }, own);
    const references = [`${topic.address}.name`, topic.address];
    const module = { resources: [{ address: `${type}.sms`, expressions: { system_topic: { references } } }] };
    const configuration = { root_module: { module_calls: { acs: { module } } } };
    const head = readPreviewPair({ ...plan(created, sub), configuration })?.head;
    expect(head?.subscriptions[0]?.attachedTo).toMatchObject({
      kind: "system-topic",
      source: service,
      location: "global",
    });
  });

  test("names what has no name yet after its address, and says so", () => {
    const { id: _, name: __, ...after } = values;
    const address = `${type}.sms["eu"]`;
    const created = change(null, after, { actions: ["create"], after_unknown: { name: true } }, address);
    const set = readSubscriptionSet(plan(created));
    expect(set.subscriptions[0]).toMatchObject({ name: address, nameIsPlace: true });
    expect(set.findings).toMatchObject([{ id: "subscription-name-unknown", subscription: address, path: "name" }]);
    expect(set.findings[0]?.message).toContain(`it is called ${JSON.stringify(address)} here`);
  });

  test("tells that a sensitive value changes without telling it", () => {
    const webhook = (code: string) => [{ ...values.webhook_endpoint[0], url: `https://x.example/?code=${code}` }];
    const sensitive = { webhook_endpoint: [{ url: true }] };
    const secret = { before_sensitive: sensitive, after_sensitive: sensitive };
    const side = (code: string) => ({ ...values, webhook_endpoint: webhook(code) });
    const pair = readPreviewPair(plan(change(side("old"), side("new"), secret)));
    expect(pair?.changedPaths.get(sms.name)).toEqual(["destination.endpointUrl"]);
    expect(readPreviewPair(plan(change(side("old"), side("old"), secret)))?.changedPaths.size).toBe(0);
    expect(JSON.stringify(pair)).not.toMatch(/code=/);
  });

  test("that ended in an error is said to be so", () => {
    const set = readSubscriptionSet({ ...plan(change(values, wider)), errored: true });
    expect(set.findings.map(({ id, path }) => [id, path])).toEqual([["subscriptions-incomplete", "errored"]]);
  });
});
