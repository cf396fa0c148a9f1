/**
 * Runs a package of Azure Functions as the platform's worker does, in a process of its own: it loads the package's main
 * file, keeps what is registered, and invokes functions through the library's own conversions. Plain JavaScript, started
 * by `functions-host.ts`, with the main file as its argument; it talks over the IPC channel.
 */
import Module from "node:module";
import { pathToFileURL } from "node:url";

/** @type {Map<string, { metadata: { name: string, bindings: Record<string, { type: string }> }, callback: Function }>} */
const functions = new Map();
/** @type {Function[]} */
const terminateHooks = [];
/** @type {{ getInvocationModel(context: object): any } | undefined} */
let model;

/** The module that only the platform has; the library asks for it by `require`. */
const core = {
  version: "3.0.0",
  hostVersion: "4.1037.0",
  setProgrammingModel: (/** @type {any} */ given) => {
    model = given;
  },
  registerFunction(/** @type {any} */ metadata, /** @type {Function} */ callback) {
    functions.set(metadata.name, { metadata, callback });
    return { dispose() {} };
  },
  registerHook(/** @type {string} */ name, /** @type {Function} */ callback) {
    if (name === "appTerminate") terminateHooks.push(callback);
    return { dispose() {} };
  },
  log() {},
};
const loader = /** @type {any} */ (Module);
const load = loader._load;
loader._load = (/** @type {string} */ request, /** @type {any[]} */ ...rest) =>
  request === "@azure/functions-core" ? core : load.call(loader, request, ...rest);

const send = (/** @type {object} */ message) => process.send?.(message);

process.on("message", async (/** @type {any} */ message) => {
  if (message.kind === "terminate") {
    await Promise.allSettled(terminateHooks.map((hook) => hook({})));
    process.exit(0);
  }
  const { id, name, data, triggerMetadata } = message;
  try {
    send({ kind: "result", id, ok: true, ...(await invoke(id, name, data, triggerMetadata)) });
  } catch (error) {
    send({ kind: "result", id, ok: false, error: error instanceof Error ? error.message : String(error) });
  }
});
// The process that started this one has ended.
process.on("disconnect", () => process.exit(0));

async function invoke(
  /** @type {string} */ invocationId,
  /** @type {string} */ name,
  /** @type {object} */ data,
  /** @type {object} */ triggerMetadata,
) {
  const found = functions.get(name);
  if (found === undefined || model === undefined) throw new Error(`there is no function "${name}"`);
  const { metadata, callback } = found;
  const [binding] = Object.keys(metadata.bindings).filter((one) =>
    /trigger$/i.test(metadata.bindings[one]?.type ?? ""),
  );
  /** @type {{ level: string, message: string }[]} */
  const logs = [];
  const invocation = model.getInvocationModel({
    invocationId,
    metadata,
    request: { inputData: [{ name: binding, data }], triggerMetadata },
    state: undefined,
    log: (/** @type {string} */ level, /** @type {string} */ _, /** @type {string} */ text) =>
      logs.push({ level, message: text }),
  });
  const { context, inputs } = await invocation.getArguments();
  const result = await invocation.invokeFunction(context, inputs, callback);
  const { returnValue } = await invocation.getResponse(context, result);
  return { http: returnValue?.http, logs };
}

try {
  const before = performance.now();
  await import(pathToFileURL(process.argv[2] ?? "").href);
  const list = [...functions.values()].map(({ metadata: { name, bindings } }) => {
    const trigger = Object.values(bindings).find(({ type }) => /trigger$/i.test(type));
    return { name, trigger };
  });
  send({ kind: "ready", functions: list, milliseconds: performance.now() - before });
} catch (error) {
  send({ kind: "failed", error: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
  process.disconnect?.();
}
