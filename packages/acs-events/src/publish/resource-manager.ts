import { z } from "zod";
import type { DeploymentClock } from "../engine/clock.ts";
import { printable } from "../text/printable.ts";
import { PublishProblem } from "./publish-problem.ts";
import { exchange, NoAnswer, type SiteAnswer, saidIn } from "./site-answer.ts";

/** How Azure Resource Manager is asked about a function app. */
export interface ResourceManager {
  /** `https://management.azure.com`; the local Azure's own address in a rehearsal. */
  readonly url: URL;
  readonly token: () => Promise<string>;
  readonly clock: DeploymentClock;
  readonly signal: AbortSignal;
}

/** The version that azure-native 3.28.0 uses for Microsoft.Web. */
const apiVersion = "2025-05-01";
/** The version under which Core Tools and `az rest` scripts ask for the state of the host. */
const hostApiVersion = "2022-03-01";

export interface FunctionAppSite {
  /** Where its functions answer. */
  readonly host: string;
  /** Where packages are put; never made from the app's name, since newer apps have a hash and a region in it. */
  readonly scmHost: string;
}

const siteBody = z.looseObject({
  properties: z.looseObject({
    defaultHostName: z.string(),
    hostNameSslStates: z.array(z.looseObject({ name: z.string(), hostType: z.string().optional() })).default([]),
    functionAppConfig: z.unknown().optional(),
  }),
});

/** Reads the hosts of a function app. Throws `PublishProblem` where there is none or where it is of another kind. */
export async function readSite(azure: ResourceManager, id: string): Promise<FunctionAppSite> {
  const answer = await ask(azure, `${id}?api-version=${apiVersion}`);
  if (answer.status === 404) {
    const message = `There is no function app ${printable(id)}. Deploy the stack that makes it first: pulumi up.`;
    throw new PublishProblem("no-such-app", message);
  }
  const parsed = siteBody.safeParse(parse(expectRead(answer, id).body));
  if (!parsed.success) throw new PublishProblem("no-such-app", `Azure's answer about ${id} is not a function app.`);
  const { defaultHostName, hostNameSslStates, functionAppConfig } = parsed.data.properties;
  if (functionAppConfig === undefined || functionAppConfig === null) {
    const message = `The function app ${id} is not on Flex Consumption. Use: az functionapp deployment source config-zip`;
    throw new PublishProblem("not-flex-consumption", message);
  }
  const scm = hostNameSslStates.find(({ hostType }) => hostType?.toLowerCase() === "repository");
  if (scm === undefined) {
    const message = `The function app ${id} has no host of the type Repository, so packages cannot be put there.`;
    throw new PublishProblem("no-scm-host", message);
  }
  return { host: defaultHostName, scmHost: scm.name };
}

const functionList = z.looseObject({
  value: z.array(z.looseObject({ name: z.string().optional(), properties: z.looseObject({ name: z.string() }) })),
});

const hostBody = z.looseObject({ state: z.string().optional(), errors: z.array(z.string()).default([]) });

/** How long functions may take to appear after a deployment that succeeded, and how often they are asked for. */
const sync = { patience: 5 * 60_000, pause: 5_000 } as const;

/**
 * Waits until the function app lists every one of `expected`: only then can an event subscription refer to one of them.
 * Throws `PublishProblem` with what is missing and what the host says.
 */
export async function functionsListed(azure: ResourceManager, id: string, expected: readonly string[]): Promise<void> {
  const start = azure.clock.now();
  for (;;) {
    const listed = await listFunctions(azure, id);
    const missing = expected.filter((name) => !listed.has(name.toLowerCase()));
    if (missing.length === 0) return;
    if (azure.clock.now() - start > sync.patience) {
      const message = `The package is deployed, but the function app does not list ${missing.join(", ")} after ${sync.patience / 60_000} minutes; ${await hostState(azure, id)}. Publish again, or look at the app's logs.`;
      throw new PublishProblem("functions-missing", message);
    }
    await azure.clock.wait(sync.pause, azure.signal);
    azure.signal.throwIfAborted();
  }
}

/** The names in lower case; none while the app has no function or is restarting. */
export async function listFunctions(azure: ResourceManager, id: string): Promise<ReadonlySet<string>> {
  let answer: SiteAnswer;
  try {
    answer = await ask(azure, `${id}/functions?api-version=${apiVersion}`);
  } catch (error) {
    if (error instanceof NoAnswer) return new Set();
    throw error;
  }
  // The site restarts after a deployment; until then the list is answered with these.
  if (answer.status === 404 || answer.status === 429 || answer.status >= 500) return new Set();
  const parsed = functionList.safeParse(parse(expectRead(answer, id).body));
  return new Set(parsed.success ? parsed.data.value.map(({ properties }) => properties.name.toLowerCase()) : []);
}

async function hostState(azure: ResourceManager, id: string): Promise<string> {
  try {
    const answer = await ask(azure, `${id}/hostruntime/admin/host/status?api-version=${hostApiVersion}`);
    const parsed = hostBody.safeParse(parse(answer.body));
    if (answer.status !== 200 || !parsed.success) return `its host does not say how it is (${answer.status})`;
    const { state, errors } = parsed.data;
    const why = errors.length === 0 ? "" : `: ${errors.map((one) => printable(one, 300)).join("; ")}`;
    return `its host says "${printable(state ?? "nothing", 40)}"${why}`;
  } catch (error) {
    if (error instanceof NoAnswer) return "its host cannot be asked";
    throw error;
  }
}

async function ask({ url, token, signal }: ResourceManager, path: string): Promise<SiteAnswer> {
  const headers = { authorization: `Bearer ${await token()}`, accept: "application/json" };
  return exchange(new URL(path, url), { headers }, signal);
}

function expectRead(answer: SiteAnswer, id: string): SiteAnswer {
  if (answer.status === 200) return answer;
  if (answer.status === 401) {
    const message =
      "Azure does not accept the login (401). Log in to the tenant of the function app: az login --tenant <tenant>.";
    throw new PublishProblem("not-signed-in-to-site", message);
  }
  const said = saidIn(answer.body);
  if (answer.status === 403) {
    const message = `The login may not read ${id} (403): ${said}. It needs the role Website Contributor on the function app.`;
    throw new PublishProblem("not-allowed", message);
  }
  throw new PublishProblem("site-unavailable", `Azure answers ${answer.status} about ${id}: ${said}`);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
