import type { LocalAzure, World } from "../resources/azure.ts";
import { invoke as invokeFunction } from "../resources/invokes.ts";
import { renderRefusals } from "../resources/refusal.ts";
import { check } from "./check.ts";
import { configure } from "./configure.ts";
import { diff } from "./diff.ts";
import { failure } from "./failure.ts";
import {
  Empty,
  grpc,
  type handleUnaryCall,
  type InvokeRequest,
  type InvokeResponse,
  pluginMessages,
  providerMessages,
  providerService,
  type ServiceError,
} from "./protobuf.ts";
import { read } from "./read.ts";
import { schemaOf } from "./schema.ts";
import { fromWire, toWire } from "./wire.ts";
import { create, remove, update } from "./write.ts";

/** The release of azure-native that the local Azure stands in for. */
const version = "3.28.0";

/** State of a large stack is sent in one message. */
const messageLimit = 400 * 1024 * 1024;

export interface ProviderServer {
  /** The engine attaches by `PULUMI_DEBUG_PROVIDERS=azure-native:PORT`. */
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the resource provider of a local Azure on 127.0.0.1, at `port`, at another one where that is taken, at any free
 * one for 0. What the engine configures becomes the settings of the local Azure.
 */
export async function serveProvider({ world, configure: settle }: LocalAzure, port: number): Promise<ProviderServer> {
  const initial = world.settings;
  // What goes wrong reaches the caller; the library would print it as well.
  grpc.setLogVerbosity(grpc.logVerbosity.NONE);
  const server = new grpc.Server({
    "grpc.max_receive_message_length": messageLimit,
    "grpc.max_send_message_length": messageLimit,
  });
  server.addService(providerService.ResourceProviderService, {
    handshake: unary(() => {
      const response = new providerMessages.ProviderHandshakeResponse();
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),
    getPluginInfo: unary(() => new pluginMessages.PluginInfo().setVersion(version)),
    getSchema: unary(() => new providerMessages.GetSchemaResponse().setSchema(schemaOf(world, version))),
    checkConfig: unary((request: InstanceType<typeof providerMessages.CheckRequest>) =>
      new providerMessages.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: unary(() => new providerMessages.DiffResponse()),
    configure: unary((request: InstanceType<typeof providerMessages.ConfigureRequest>) => {
      const configured = configure(request, world.settings, initial.location);
      settle(configured.settings);
      return configured.response;
    }),
    check: unary((request: InstanceType<typeof providerMessages.CheckRequest>) => check(request, world)),
    diff: unary((request: InstanceType<typeof providerMessages.DiffRequest>) => diff(request)),
    create: unary((request: InstanceType<typeof providerMessages.CreateRequest>) => create(request, world)),
    update: unary((request: InstanceType<typeof providerMessages.UpdateRequest>) => update(request, world)),
    read: unary((request: InstanceType<typeof providerMessages.ReadRequest>) => read(request, world)),
    delete: unary(async (request: InstanceType<typeof providerMessages.DeleteRequest>) => {
      await remove(request, world);
      return new Empty();
    }),
    invoke: unary((request: InstanceType<typeof providerMessages.InvokeRequest>) => invoke(request, world)),
    cancel: unary(() => new Empty()),
    attach: unary(() => new Empty()),
  });
  const bound = await bind(server, port);
  return Object.freeze({
    port: bound,
    close: async () => server.forceShutdown(),
  });
}

/** Takes `wanted` where it is free, else any free port. */
async function bind(server: InstanceType<typeof grpc.Server>, wanted: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync(`127.0.0.1:${wanted}`, grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error === null) resolve(port);
    else if (wanted === 0) reject(error);
    else resolve(bind(server, 0));
  });
  return await promise;
}

/** A handler that answers with what `answer` returns, and with an error where it throws. */
function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(answer)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(asServiceError(error)),
      );
  };
}

function asServiceError(error: unknown): ServiceError {
  if (isServiceError(error)) return error;
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return failure(`the local Azure failed, which is a mistake of its own: ${what}`);
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && "code" in error && "details" in error && "metadata" in error;
}

/** `Invoke`: the functions of azure-native that the local Azure knows. */
function invoke(request: InvokeRequest, world: World): InvokeResponse {
  const token = request.getTok();
  const answer = invokeFunction(token, fromWire(request.getArgs()), world);
  if (answer === undefined) throw failure(`the local Azure does not know the function ${token}`);
  if (!answer.ok) throw failure(renderRefusals(`to answer ${token}`, [answer.refusal]));
  const response = new providerMessages.InvokeResponse();
  response.setReturn(toWire(answer.value));
  return response;
}
