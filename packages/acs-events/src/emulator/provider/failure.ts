import type { ResourceProperties } from "../stored-resource.ts";
import { Any, grpc, providerMessages, type ServiceError, statusMessages } from "./protobuf.ts";
import { toWire } from "./wire.ts";

/** A resource that Azure made and that does not work: the engine keeps it, and tries to change it next time. */
export interface PartialResource {
  readonly id: string;
  readonly inputs: ResourceProperties;
  readonly outputs: ResourceProperties;
}

/** An error for the engine to show; with `partial`, what is there in spite of it. */
export function failure(message: string, partial?: PartialResource): ServiceError {
  const metadata = new grpc.Metadata();
  if (partial !== undefined) {
    const detail = new providerMessages.ErrorResourceInitFailed();
    detail.setId(partial.id);
    detail.setProperties(toWire(partial.outputs));
    detail.setInputs(toWire(partial.inputs));
    detail.setReasonsList([message]);
    const details = new Any();
    details.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new statusMessages.Status();
    status.setCode(grpc.status.UNKNOWN);
    status.setMessage(message);
    status.addDetails(details);
    // Where gRPC in Go, and so the engine, looks for structured errors.
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  }
  return Object.assign(new Error(message), { code: grpc.status.UNKNOWN, details: message, metadata });
}
