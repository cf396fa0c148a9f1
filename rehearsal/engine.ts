import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type EngineEvent, LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import type { findEngine } from "../setup/engine.js";
import type { Scratch } from "./scratch.ts";

export type Engine = NonNullable<ReturnType<typeof findEngine>>;

export interface EngineSettings {
  readonly repository: string;
  readonly scratch: Pick<Scratch, "folder" | "state" | "home">;
  readonly stack: string;
  readonly engine: Engine;
  /** Where the local Azure's resource provider listens. */
  readonly providerPort: number;
}

/**
 * The real engine on the scratch folder, attached to the local Azure. Its state, home and secrets are its own: nothing
 * that the user has configured for real stacks is read or written, and it asks no server for anything.
 */
export async function openStack({ repository, scratch, stack, engine, providerPort }: EngineSettings): Promise<Stack> {
  const environment = engineEnvironment({ repository, scratch, engine, providerPort });
  // The Automation API looks for its command on the PATH of this process.
  process.env["PATH"] = environment.PATH;
  const workspace = await LocalWorkspace.create({
    workDir: scratch.folder,
    pulumiHome: scratch.home,
    pulumiCommand: await PulumiCommand.get({ skipVersionCheck: true }),
    envVars: environment,
  });
  return Stack.create(stack, workspace);
}

export function engineEnvironment({
  repository,
  scratch,
  engine,
  providerPort,
}: Omit<EngineSettings, "stack">): Record<string, string> & { readonly PATH: string } {
  const path = [dirname(engine.pulumi), engine.languageHostDir, join(repository, "node_modules", ".bin")];
  return {
    PATH: [...new Set(path), process.env["PATH"] ?? ""].join(delimiter),
    PULUMI_HOME: scratch.home,
    PULUMI_BACKEND_URL: pathToFileURL(scratch.state).href,
    PULUMI_CONFIG_PASSPHRASE: "rehearsal",
    PULUMI_CONFIG_PASSPHRASE_FILE: "",
    PULUMI_ACCESS_TOKEN: "",
    PULUMI_DEBUG_PROVIDERS: `azure-native:${providerPort}`,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    // The state is thrown away: writing it once is enough.
    PULUMI_SKIP_CHECKPOINTS: "true",
    NODE_OPTIONS: "",
  };
}

/** What happened to one resource, as the engine tells it. */
export interface ResourceStep {
  readonly kind: "step";
  readonly operation: string;
  readonly type: string;
  readonly name: string;
  readonly failed: boolean;
}

/** Something that the engine or the program has to say. */
export interface Diagnostic {
  readonly kind: "diagnostic";
  readonly severity: string;
  readonly message: string;
}

/** The part of an engine event that a reader cares for, or nothing. */
export function readEngineEvent(event: EngineEvent): ResourceStep | Diagnostic | undefined {
  if (event.diagnosticEvent) {
    const { message } = event.diagnosticEvent;
    const severity: string = event.diagnosticEvent.severity;
    // Not in the library's type, and there all the same.
    if (severity === "debug") return undefined;
    return { kind: "diagnostic", severity, message: stripControls(message) };
  }
  if (event.policyEvent) {
    const { policyName, enforcementLevel, message } = event.policyEvent;
    const severity = enforcementLevel === "mandatory" ? "error" : "warning";
    return { kind: "diagnostic", severity, message: `policy ${policyName}: ${stripControls(message)}` };
  }
  const metadata = event.resOutputsEvent?.metadata ?? event.resOpFailedEvent?.metadata;
  if (metadata === undefined) return undefined;
  return {
    kind: "step",
    operation: metadata.op,
    type: metadata.type,
    name: metadata.urn.slice(metadata.urn.lastIndexOf("::") + 2),
    failed: event.resOpFailedEvent !== undefined,
  };
}

/** The engine writes its own colour marks (`<{%reset%}>`) into messages. */
function stripControls(message: string): string {
  return message.replaceAll(/<\{%[^%]*%\}>/g, "").trimEnd();
}
