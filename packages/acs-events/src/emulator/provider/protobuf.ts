import { createRequire } from "node:module";
import type * as grpcModule from "@grpc/grpc-js";
import type * as pluginModule from "@pulumi/pulumi/proto/plugin_pb.js";
import type * as providerServiceModule from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type * as providerModule from "@pulumi/pulumi/proto/provider_pb.js";
import type * as statusModule from "@pulumi/pulumi/proto/status_pb.js";
import type * as anyModule from "google-protobuf/google/protobuf/any_pb.js";
import type * as emptyModule from "google-protobuf/google/protobuf/empty_pb.js";
import type * as structModule from "google-protobuf/google/protobuf/struct_pb.js";

/**
 * The generated modules of Pulumi's protocol are CommonJS and not part of the SDK's declared exports; only those that a
 * provider needs are loaded (70 ms). Messages have to be of the very classes that they load, so the basic types are
 * resolved from where they stand.
 */
const fromHere = createRequire(import.meta.url);
const fromPulumi = createRequire(fromHere.resolve("@pulumi/pulumi/proto/provider_pb.js"));

export const grpc: typeof grpcModule = fromPulumi("@grpc/grpc-js");
export const providerMessages: typeof providerModule = fromPulumi("./provider_pb.js");
export const providerService: typeof providerServiceModule = fromPulumi("./provider_grpc_pb.js");
export const pluginMessages: typeof pluginModule = fromPulumi("./plugin_pb.js");
export const statusMessages: typeof statusModule = fromPulumi("./status_pb.js");
export const { Any }: typeof anyModule = fromPulumi("google-protobuf/google/protobuf/any_pb.js");
export const { Empty }: typeof emptyModule = fromPulumi("google-protobuf/google/protobuf/empty_pb.js");
export const { Struct }: typeof structModule = fromPulumi("google-protobuf/google/protobuf/struct_pb.js");

export type { handleUnaryCall, ServiceError } from "@grpc/grpc-js";
export type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
export type {
  CheckRequest,
  CheckResponse,
  ConfigureRequest,
  ConfigureResponse,
  CreateRequest,
  CreateResponse,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  GetSchemaResponse,
  InvokeRequest,
  InvokeResponse,
  ProviderHandshakeResponse,
  ReadRequest,
  ReadResponse,
  UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
export type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb.js";
