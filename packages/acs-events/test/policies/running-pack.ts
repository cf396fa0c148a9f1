import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type * as grpcModule from "@grpc/grpc-js";
import type * as analyzerServiceModule from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import type * as analyzerModule from "@pulumi/pulumi/proto/analyzer_pb.js";
import type * as emptyModule from "google-protobuf/google/protobuf/empty_pb.js";
import type * as structModule from "google-protobuf/google/protobuf/struct_pb.js";
import { subscriptionToken } from "../../src/policies/engine-subjects.ts";
import { urnOf } from "./compliant.ts";

/** Messages have to be of the very classes that Pulumi's own modules load. */
const fromHere = createRequire(import.meta.url);
const fromPulumi = createRequire(fromHere.resolve("@pulumi/pulumi/proto/analyzer_pb.js"));
const grpc: typeof grpcModule = fromPulumi("@grpc/grpc-js");
const messages: typeof analyzerModule = fromPulumi("./analyzer_pb.js");
const { AnalyzerClient }: typeof analyzerServiceModule = fromPulumi("./analyzer_grpc_pb.js");
const { Struct }: typeof structModule = fromPulumi("google-protobuf/google/protobuf/struct_pb.js");
const { Empty }: typeof emptyModule = fromPulumi("google-protobuf/google/protobuf/empty_pb.js");

export type Inputs = Readonly<Record<string, unknown>>;

/** The pack in a process of its own, spoken to as the engine speaks to it. */
export interface RunningPack {
  readonly info: () => Promise<analyzerModule.AnalyzerInfo.AsObject>;
  /** Violations of a subscription's inputs, as `rule: message`; remediations come first, as in the engine. */
  readonly analyze: (name: string, inputs: Inputs) => Promise<readonly string[]>;
  readonly remediate: (name: string, inputs: Inputs) => Promise<Inputs | undefined>;
  readonly analyzeStack: (subscriptions: Readonly<Record<string, Inputs>>) => Promise<readonly string[]>;
  /** Levels and parameters, by the rule. */
  readonly configure: (config: Readonly<Record<string, { readonly level: Level } & Inputs>>) => Promise<void>;
  /** What it has printed after its port. */
  readonly printed: () => string;
  readonly stop: () => void;
}

type Level = keyof typeof analyzerModule.EnforcementLevel;

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const node = join(repository, "node_modules", ".bin", "node");
const folder = fileURLToPath(new URL("./pack/", import.meta.url));

/** How the pack is started: as the program in its folder starts it, or as Pulumi's own language host does. */
const starts = {
  program: ["start.js", "127.0.0.1:1"],
  "language host": [
    join(repository, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack", "index.js"),
    "127.0.0.1:1",
    ".",
  ],
} as const;

export async function startPack(as: keyof typeof starts): Promise<RunningPack> {
  const child = spawn(node, [...starts[as]], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const output = await portOf(child);
  const client = new AnalyzerClient(`127.0.0.1:${output.port}`, grpc.credentials.createInsecure());
  const request = (name: string, inputs: Inputs): analyzerModule.AnalyzeRequest => {
    const message = new messages.AnalyzeRequest();
    message.setUrn(urnOf(subscriptionToken, name));
    message.setType(subscriptionToken);
    message.setName(name);
    message.setProperties(Struct.fromJavaScript(inputs as Parameters<typeof Struct.fromJavaScript>[0]));
    message.setOptions(new messages.AnalyzerResourceOptions());
    return message;
  };
  const told = (response: analyzerModule.AnalyzeResponse) =>
    response.getDiagnosticsList().map((one) => `${one.getPolicyname()}: ${one.getMessage()}`);
  return {
    info: async () =>
      (await answer<analyzerModule.AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done))).toObject(),
    analyze: async (name, inputs) => told(await answer((done) => client.analyze(request(name, inputs), done))),
    remediate: async (name, inputs) => {
      const response = await answer<analyzerModule.RemediateResponse>((done) =>
        client.remediate(request(name, inputs), done),
      );
      return response.getRemediationsList().at(-1)?.getProperties()?.toJavaScript();
    },
    analyzeStack: async (subscriptions) => {
      const stack = new messages.AnalyzeStackRequest();
      for (const [name, inputs] of Object.entries(subscriptions)) {
        const resource = new messages.AnalyzerResource();
        resource.setUrn(urnOf(subscriptionToken, name));
        resource.setType(subscriptionToken);
        resource.setName(name);
        resource.setProperties(Struct.fromJavaScript(inputs as Parameters<typeof Struct.fromJavaScript>[0]));
        resource.setOptions(new messages.AnalyzerResourceOptions());
        stack.addResources(resource);
      }
      return told(await answer((done) => client.analyzeStack(stack, done)));
    },
    configure: async (config) => {
      const message = new messages.ConfigureAnalyzerRequest();
      for (const [rule, { level, ...parameters }] of Object.entries(config)) {
        const one = new messages.PolicyConfig();
        one.setEnforcementlevel(messages.EnforcementLevel[level]);
        one.setProperties(Struct.fromJavaScript(parameters as Parameters<typeof Struct.fromJavaScript>[0]));
        message.getPolicyconfigMap().set(rule, one);
      }
      await answer<unknown>((done) => client.configure(message, done));
    },
    printed: output.rest,
    stop: () => {
      client.close();
      child.kill();
    },
  };
}

function answer<Response>(
  call: (done: (error: Error | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

/** The first line is the port; the rest is what the pack has to say. */
function portOf(child: ChildProcess): Promise<{ readonly port: number; readonly rest: () => string }> {
  return new Promise((resolve, reject) => {
    let out = "";
    let errors = "";
    child.stderr?.on("data", (chunk) => {
      errors += chunk;
    });
    child.stdout?.on("data", (chunk) => {
      out += chunk;
      const end = out.indexOf("\n");
      if (end !== -1) resolve({ port: Number(out.slice(0, end)), rest: () => out.slice(end + 1) });
    });
    child.on("exit", (code) => reject(new Error(`the pack ended with ${code}: ${errors}`)));
    child.on("error", reject);
  });
}

/** What Pulumi puts in the place of a secret, and of a text that it does not know yet. */
export const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
