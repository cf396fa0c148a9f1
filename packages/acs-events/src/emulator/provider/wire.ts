import type { ResourceProperties } from "../stored-resource.ts";
import { Struct, type StructMessage } from "./protobuf.ts";

/** Stands for a value that is not known yet, in a preview. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The property that marks an object as something else than an object, and its value where that is a secret. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** The properties in a message of the engine, without nulls; secrets are opened. */
export function fromWire(message: StructMessage | undefined): ResourceProperties {
  // A Struct holds JSON values by its definition, and its root is an object.
  return message === undefined ? {} : (plain(message.toJavaScript()) as ResourceProperties);
}

/** Properties as a message to the engine; what is undefined or null is omitted. */
export function toWire(properties: ResourceProperties): StructMessage {
  // `plain` leaves JSON values only.
  return Struct.fromJavaScript(plain(properties) as Parameters<typeof Struct.fromJavaScript>[0]);
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => (element === undefined ? null : plain(element)));
  if (typeof value !== "object" || value === null) return value;
  if (signatureKey in value && value[signatureKey] === secretSignature) {
    return plain("value" in value ? value.value : undefined);
  }
  const copy: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) {
    if (one !== undefined && one !== null) copy[name] = plain(one);
  }
  return copy;
}
