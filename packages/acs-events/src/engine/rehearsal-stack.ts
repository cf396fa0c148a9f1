import { readdir } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { LocalWorkspace, PulumiCommand, type PulumiFn, Stack } from "./automation.ts";
import { type Engine, engineVariables, optionForSources } from "./engine.ts";

export type { Engine } from "./engine.ts";
export { type Diagnostic, type ResourceStep, readEngineEvent } from "./engine-event.ts";

/** Where the engine runs and writes. */
export interface EngineFolders {
  readonly folder: string;
  /** Its state; never the user's backend. */
  readonly state: string;
  /** PULUMI_HOME; never the user's. */
  readonly home: string;
}

export interface EngineSettings {
  readonly repository: string;
  readonly scratch: EngineFolders;
  readonly stack: string;
  readonly engine: Engine;
  /** Where the local Azure's resource provider listens. */
  readonly providerPort: number;
  /** Runs the program in this process, which is then good for one deployment; if omitted, the language host runs it. */
  readonly program?: PulumiFn;
}

/**
 * Keeps `up` from asking for the outputs and the history of the stack when it is done: three commands whose answer nobody
 * reads, more than a second. `stack.up()` then answers without outputs and summary.
 */
export function skipOutputs(stack: Stack): Stack {
  stack.workspace.stackOutputs = () => Promise.resolve({});
  stack.history = () => Promise.resolve([]);
  return stack;
}

/**
 * The real engine on the scratch folder, attached to the local Azure. Its state, home and secrets are its own: nothing
 * that the user has configured for real stacks is read or written, and it asks no server for anything.
 */
export async function openStack({ stack, program, ...settings }: EngineSettings): Promise<Stack> {
  const { scratch } = settings;
  const environment = engineEnvironment(settings);
  // The Automation API looks for its command on the PATH of this process.
  process.env["PATH"] = environment.PATH;
  const workspace = await LocalWorkspace.create({
    workDir: scratch.folder,
    pulumiHome: scratch.home,
    pulumiCommand: await command(),
    envVars: environment,
    ...(program === undefined ? {} : { program }),
  });
  // To select a stack that is not there takes as long as to make it.
  const isFirst = (await readdir(scratch.state)).length === 0;
  return isFirst ? Stack.create(stack, workspace) : Stack.createOrSelect(stack, workspace);
}

/** The command that is first on the PATH, asked for its version once. */
function command(): Promise<PulumiCommand> {
  found ??= PulumiCommand.get({ skipVersionCheck: true });
  return found;
}
let found: Promise<PulumiCommand> | undefined;

export function engineEnvironment({
  repository,
  scratch,
  engine,
  providerPort,
}: Omit<EngineSettings, "stack">): Record<string, string> & { readonly PATH: string } {
  return {
    ...engineVariables(repository, engine),
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
    NODE_OPTIONS: optionForSources,
  };
}
