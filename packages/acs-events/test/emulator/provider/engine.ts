import {
  type CheckResponse,
  type ConfigureResponse,
  type CreateResponse,
  type DiffResponse,
  grpc,
  type InvokeResponse,
  providerMessages,
  providerService,
  type ReadResponse,
  type ServiceError,
  statusMessages,
  type UpdateResponse,
} from "../../../src/emulator/provider/protobuf.ts";
import { fromWire, toWire } from "../../../src/emulator/provider/wire.ts";
import type { ResourceProperties } from "../../../src/emulator/store.ts";

/** What went wrong, and the resource that is there in spite of it. */
export interface EngineError {
  readonly message: string;
  readonly partial:
    | { readonly id: string; readonly outputs: ResourceProperties; readonly inputs: ResourceProperties }
    | undefined;
}

/** Asks a provider over gRPC as the engine does. */
export function engine(port: number) {
  const client = new providerService.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const urnOf = (token: string, name: string) => `urn:pulumi:dev::test::${token}::${name}`;

  /** Waits for the answer to one call; rejects with an `EngineError`. */
  function answer<Response>(
    start: (done: (error: Error | null, response: Response) => void) => unknown,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      start((error, response) => (error === null ? resolve(response) : reject(read(error))));
    });
  }

  return {
    answer,
    client,
    async check(token: string, name: string, news: ResourceProperties, olds: ResourceProperties = {}) {
      const request = new providerMessages.CheckRequest();
      request.setUrn(urnOf(token, name));
      request.setNews(toWire(news));
      request.setOlds(toWire(olds));
      request.setRandomseed(new Uint8Array([1, 2, 3]));
      const response = await answer<CheckResponse>((done) => client.check(request, done));
      return {
        inputs: fromWire(response.getInputs()),
        failures: response.getFailuresList().map((one) => one.getReason()),
      };
    },
    async create(token: string, name: string, inputs: ResourceProperties, preview = false) {
      const request = new providerMessages.CreateRequest();
      request.setUrn(urnOf(token, name));
      request.setProperties(toWire(inputs));
      request.setPreview(preview);
      const response = await answer<CreateResponse>((done) => client.create(request, done));
      return { id: response.getId(), outputs: fromWire(response.getProperties()) };
    },
    async diff(token: string, before: ResourceProperties, after: ResourceProperties) {
      const request = new providerMessages.DiffRequest();
      request.setUrn(urnOf(token, "any"));
      request.setOldInputs(toWire(before));
      request.setNews(toWire(after));
      const response = await answer<DiffResponse>((done) => client.diff(request, done));
      const { Kind } = providerMessages.PropertyDiff;
      const detail: Record<string, string | undefined> = {};
      response.getDetaileddiffMap().forEach((one, path) => {
        detail[path] = Object.entries(Kind).find(([, kind]) => kind === one.getKind())?.[0];
      });
      return {
        changes: response.getChanges() === providerMessages.DiffResponse.DiffChanges.DIFF_SOME,
        replaces: response.getReplacesList(),
        deleteBeforeReplace: response.getDeletebeforereplace(),
        detail,
      };
    },
    async update(token: string, id: string, inputs: ResourceProperties, olds: ResourceProperties, preview = false) {
      const request = new providerMessages.UpdateRequest();
      request.setUrn(urnOf(token, "any"));
      request.setId(id);
      request.setNews(toWire(inputs));
      request.setOlds(toWire(olds));
      request.setPreview(preview);
      return fromWire((await answer<UpdateResponse>((done) => client.update(request, done))).getProperties());
    },
    async read(token: string, id: string, inputs: ResourceProperties = {}, outputs: ResourceProperties = {}) {
      const request = new providerMessages.ReadRequest();
      request.setUrn(urnOf(token, "any"));
      request.setId(id);
      request.setInputs(toWire(inputs));
      request.setProperties(toWire(outputs));
      const response = await answer<ReadResponse>((done) => client.read(request, done));
      return {
        id: response.getId(),
        inputs: fromWire(response.getInputs()),
        outputs: fromWire(response.getProperties()),
      };
    },
    async remove(token: string, id: string) {
      const request = new providerMessages.DeleteRequest();
      request.setUrn(urnOf(token, "any"));
      request.setId(id);
      await answer((done) => client.delete(request, done));
    },
    async invoke(token: string, args: ResourceProperties) {
      const request = new providerMessages.InvokeRequest();
      request.setTok(token);
      request.setArgs(toWire(args));
      return fromWire((await answer<InvokeResponse>((done) => client.invoke(request, done))).getReturn());
    },
    async configure(args: ResourceProperties) {
      const request = new providerMessages.ConfigureRequest();
      request.setArgs(toWire(args));
      return await answer<ConfigureResponse>((done) => client.configure(request, done));
    },
    close: () => client.close(),
  };
}

/** Reads an error as the engine does: from the message, and from the details in the trailer. */
function read(error: Error): EngineError {
  const { metadata, details } = error as ServiceError;
  const [trailer] = metadata.get("grpc-status-details-bin");
  if (!(trailer instanceof Buffer)) return { message: details, partial: undefined };
  const [detail] = statusMessages.Status.deserializeBinary(trailer).getDetailsList();
  const found = detail?.unpack(
    providerMessages.ErrorResourceInitFailed.deserializeBinary,
    "pulumirpc.ErrorResourceInitFailed",
  );
  if (!found) return { message: details, partial: undefined };
  return {
    message: details,
    partial: { id: found.getId(), outputs: fromWire(found.getProperties()), inputs: fromWire(found.getInputs()) },
  };
}
