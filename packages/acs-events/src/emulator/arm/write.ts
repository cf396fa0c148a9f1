import { jsonObject } from "../../json/json-object.ts";
import { isEventSubscriptionToken } from "../event-subscription-resource.ts";
import { azureSubscriptionOf } from "../resources/azure-id.ts";
import { acceptedOutputs } from "../resources/event-subscription-outputs.ts";
import type { ResourceType } from "../resources/resource-type.ts";
import { systemTopicToken } from "../resources/system-topic.ts";
import { beginRemoval, beginWrite, type Write } from "../resources/write.ts";
import type { ResourceProperties, StoredResource } from "../stored-resource.ts";
import { type ArmReply, errorAnswer, ok, refusedAnswer } from "./answer.ts";
import { notFound } from "./not-found.ts";
import type { ArmContext, VersionedRequest } from "./request.ts";
import { changesOf, inputsOf, parseBody, resourceJson } from "./resource-json.ts";

/** Answers PUT: creates the resource `id`, or replaces what it says. */
export function put(type: ResourceType, id: string, request: VersionedRequest, context: ArmContext): ArmReply {
  const body = parseBody(request.body);
  if (body === undefined) return noObject;
  const asked = inputsOf(type, id, body);
  return answerWrite(type, asked, beginWrite(type, id, asked, context.world), request, context);
}

/** Answers PATCH: what the body names is replaced as a whole, the rest stays. */
export function patch(type: ResourceType, id: string, request: VersionedRequest, context: ArmContext): ArmReply {
  const body = parseBody(request.body);
  if (body === undefined) return noObject;
  const existing = context.world.store.get(id);
  if (existing === undefined) return notFound(type, id, context.world);
  const asked = patched(type, existing, changesOf(type, body));
  return answerWrite(type, asked, beginWrite(type, existing.id, asked, context.world), request, context);
}

/** Answers DELETE. */
export function remove(id: string, request: VersionedRequest, { world, operations }: ArmContext): ArmReply {
  const removal = beginRemoval(id, world);
  if (removal.kind === "absent") return { status: 204 };
  if (removal.kind === "refused") return refusedAnswer(removal.refusals);
  const { token } = removal.resource;
  if (!isEventSubscriptionToken(token) && token !== systemTopicToken) return { status: 200 };
  const subscription = azureSubscriptionOf(id) ?? "";
  const done = removal.done.then(() => undefined);
  return { status: 202, headers: operations.follow(request.origin, subscription, request.apiVersion, done) };
}

const noObject = errorAnswer(
  400,
  "InvalidRequestContent",
  "The request content was invalid and could not be deserialized: the body is not a JSON object.",
);

function answerWrite(
  type: ResourceType,
  asked: ResourceProperties,
  write: Write,
  { method, origin, apiVersion }: VersionedRequest,
  { operations }: ArmContext,
): ArmReply {
  if (write.kind === "refused") return refusedAnswer(write.refusals);
  const { resource, previous, done } = write;
  const state = previous === undefined ? "Creating" : "Updating";
  const options = { apiVersion, answersWrite: true };
  if (isEventSubscriptionToken(type.token)) {
    const ended = done.then((end) => (end.kind === "failed" ? end.refusal : undefined));
    const headers = operations.follow(origin, azureSubscriptionOf(resource.id) ?? "", apiVersion, ended);
    const accepted = { ...resource, outputs: outputsOfAcceptance(resource, asked, method) };
    return { ...ok(resourceJson(accepted, { ...options, provisioningState: state }), 201), headers };
  }
  if (type.token === systemTopicToken) {
    // At once without an identity, with one as an operation (recorded).
    if (asked["identity"] === undefined || (method === "PATCH" && previous?.inputs["identity"] === asked["identity"])) {
      return ok(resourceJson(resource, options));
    }
    const headers = operations.follow(
      origin,
      azureSubscriptionOf(resource.id) ?? "",
      apiVersion,
      Promise.resolve(undefined),
    );
    return { ...ok(resourceJson(resource, { ...options, provisioningState: state }), 201), headers };
  }
  return ok(resourceJson(resource, options), previous === undefined ? 201 : 200);
}

/** What was sent, in place of what is kept: the schema that an update omits is not answered until it is read. */
function outputsOfAcceptance(
  resource: StoredResource,
  asked: ResourceProperties,
  method: VersionedRequest["method"],
): ResourceProperties {
  const { eventDeliverySchema: _, ...inputs } = resource.inputs;
  const schema = asked["eventDeliverySchema"];
  return acceptedOutputs(
    schema === undefined ? inputs : { ...inputs, eventDeliverySchema: schema },
    resource.id,
    method === "PUT" ? "clear" : "hidden",
  );
}

/** The inputs of a resource with `changes` in them. */
function patched(
  type: ResourceType,
  { inputs, outputs }: StoredResource,
  changes: ResourceProperties,
): ResourceProperties {
  if (!isEventSubscriptionToken(type.token)) return { ...inputs, ...changes };
  // What the resource has by now, defaults included; secrets are in the inputs alone.
  const { filter, retryPolicy, eventDeliverySchema } = outputs;
  const before: Record<string, unknown> = { ...inputs, filter, retryPolicy, eventDeliverySchema };
  for (const [one, other] of alternatives) {
    if (jsonObject(changes[one]) !== undefined) delete before[other];
    if (jsonObject(changes[other]) !== undefined) delete before[one];
  }
  return { ...before, ...changes };
}

/** One of each pair is given, and the other goes. */
const alternatives = [
  ["destination", "deliveryWithResourceIdentity"],
  ["deadLetterDestination", "deadLetterWithResourceIdentity"],
] as const;
