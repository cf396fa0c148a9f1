import type { DeploymentClock } from "../engine/clock.ts";
import { printable } from "../text/printable.ts";
import { lastLogMessages, readDeploymentStatus } from "./deployment-status.ts";
import { PublishProblem } from "./publish-problem.ts";
import { exchange, NoAnswer, type SiteAnswer, saidIn } from "./site-answer.ts";

export interface OneDeploy {
  /** `https://<scm host>`, where the host is the site's own entry of type `Repository`. */
  readonly scm: URL;
  /** The zip. */
  readonly zip: Uint8Array;
  /** Asked before each request: a deployment may outlive a token. */
  readonly token: () => Promise<string>;
  readonly clock: DeploymentClock;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

export interface SiteDeployment {
  /** As the site named it; undefined where it gave no name. */
  readonly id: string | undefined;
  /** The site forgot the deployment while it ran; it is taken as finished (assumption `forgotten-means-finished`). */
  readonly assumed: boolean;
}

/** How long, in milliseconds, an answer that may pass by itself is asked for again. */
const patience = {
  /** A fresh role of the deployer; longer means that it is missing. */
  forbidden: 60_000,
  /** A fresh role of the site's identity on the container "takes minutes" (Azure/azure-functions-core-tools#4346). */
  container: 10 * 60_000,
  /** The site starts, is throttled, or its host name is new. */
  unavailable: 5 * 60_000,
  /** The whole deployment after it was accepted. */
  deployment: 20 * 60_000,
} as const;

/** Milliseconds between two questions, where the site does not say how long to wait. */
const pause = { upload: 10_000, poll: 2_000 } as const;

/** How many times the first questions may be answered with 404: the deployment is not listed yet (azd allows 4). */
const unlistedAtFirst = 10;

/**
 * Puts a package into a function app on Flex Consumption: `POST /api/publish`, then asks until the body says that the
 * deployment ended. Waits through answers that pass by themselves and says so by `progress`. Throws `PublishProblem`.
 */
export async function oneDeploy(request: OneDeploy): Promise<SiteDeployment> {
  const { clock, progress, scm } = request;
  const id = await upload(request);
  const where = new URL(`/api/deployments/${id === undefined ? "latest" : encodeURIComponent(id)}`, scm);
  const start = clock.now();
  let seen: string | undefined;
  let unlisted = 0;
  for (;;) {
    const answer = await patiently(request, where);
    const status = answer.status === 404 ? undefined : readDeploymentStatus(answer.body);
    if (answer.status === 401 || answer.status === 403) throw notAllowed(answer, scm);
    if (status === undefined && answer.status === 404) {
      if (seen !== undefined) return { id, assumed: true };
      unlisted += 1;
      if (unlisted > unlistedAtFirst) {
        const message = `The site ${scm.host} took the package and then knew no deployment of it: ${where.pathname} answered 404 ${unlisted} times. Publish again.`;
        throw new PublishProblem("deployment-failed", message);
      }
    }
    if (status?.state === "succeeded") return { id, assumed: false };
    if (status !== undefined && status.state !== "running") throw await failure(request, id, status.state);
    if (status !== undefined && status.word !== seen) {
      seen = status.word;
      progress(`The site says: ${status.word}`);
    }
    if (clock.now() - start > patience.deployment) {
      const message = `The deployment did not end within ${patience.deployment / 60_000} minutes (last: ${seen ?? "no status"}); see ${where.href}.`;
      throw new PublishProblem("deployment-took-too-long", message);
    }
    await wait(request, Math.max(1_000, answer.retryAfter === undefined ? pause.poll : answer.retryAfter * 1_000));
  }
}

/** Sends the zip until the site takes it; answers the deployment's id. */
async function upload(request: OneDeploy): Promise<string | undefined> {
  const { scm, zip, clock, progress } = request;
  const url = new URL("/api/publish?RemoteBuild=false&Deployer=acs-events", scm);
  const start = clock.now();
  let told = "";
  for (;;) {
    const answer = await attemptUpload(request, url, zip);
    if (answer instanceof NoAnswer || answer.status < 200 || answer.status >= 300) {
      const refused = refusal(answer, scm);
      if (clock.now() - start >= refused.patience) throw refused.problem;
      if (told !== refused.waiting) progress(refused.waiting);
      told = refused.waiting;
      const seconds = answer instanceof NoAnswer ? undefined : answer.retryAfter;
      await wait(request, seconds === undefined ? pause.upload : Math.max(1_000, seconds * 1_000));
      continue;
    }
    return deploymentId(answer.body);
  }
}

async function attemptUpload(request: OneDeploy, url: URL, zip: Uint8Array): Promise<SiteAnswer | NoAnswer> {
  const headers = {
    authorization: `Bearer ${await request.token()}`,
    "content-type": "application/zip",
    accept: "application/json",
    "cache-control": "no-cache",
  };
  try {
    return await exchange(url, { method: "POST", headers, body: zip as Uint8Array<ArrayBuffer> }, request.signal);
  } catch (error) {
    if (error instanceof NoAnswer) return error;
    throw error;
  }
}

interface Refused {
  readonly problem: PublishProblem;
  /** How long the same answer is waited through; 0 where it would stay the same. */
  readonly patience: number;
  readonly waiting: string;
}

/** Azure's answers to a package, by their status (facts of Azure CLI, azd, Core Tools and their issues). */
function refusal(answer: SiteAnswer | NoAnswer, scm: URL): Refused {
  if (answer instanceof NoAnswer) {
    const problem = new PublishProblem("site-unavailable", `${answer.message}. Is the function app deployed?`);
    return { problem, patience: patience.unavailable, waiting: `Waiting for ${scm.host}, which does not answer yet` };
  }
  const said = saidIn(answer.body);
  switch (answer.status) {
    case 401:
    case 403:
      return {
        problem: notAllowed(answer, scm),
        patience: answer.status === 403 ? patience.forbidden : 0,
        waiting: `Waiting for the permission to publish to ${scm.host} (403): a new role takes a while`,
      };
    case 409:
      return {
        problem: new PublishProblem(
          "another-deployment",
          `Another deployment to ${scm.host} is running (409). Wait until it has ended, then publish again.`,
        ),
        patience: 0,
        waiting: "",
      };
    case 400:
      if (!/BlobUploadFailed|InaccessibleStorage/i.test(answer.body)) break;
      return {
        problem: new PublishProblem(
          "container-not-accessible",
          `The function app's identity cannot write to its deployment container: ${said}. It needs the role Storage Blob Data Owner there, and the storage account must accept the app's network.`,
        ),
        patience: patience.container,
        waiting: "Waiting for the function app's role on its deployment container: a new role takes minutes",
      };
    case 404:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
      return {
        problem: new PublishProblem(
          "site-unavailable",
          `The site ${scm.host} does not take packages (${answer.status}): ${said}`,
        ),
        patience: patience.unavailable,
        waiting: `Waiting for ${scm.host}, which answers ${answer.status}`,
      };
  }
  const message = `The site ${scm.host} refused the package (${answer.status}): ${said}`;
  return { problem: new PublishProblem("package-refused", message), patience: 0, waiting: "" };
}

function notAllowed({ status, body }: SiteAnswer, scm: URL): PublishProblem {
  if (status === 401) {
    return new PublishProblem(
      "not-signed-in-to-site",
      `The site ${scm.host} does not accept the login (401). Log in to the tenant of the function app: az login --tenant <tenant>.`,
    );
  }
  const said = saidIn(body);
  return new PublishProblem(
    "not-allowed",
    `The site ${scm.host} refuses (403)${said === "" ? "" : `: ${said}`}. Publishing needs the role Website Contributor on the function app, and the app's access restrictions must admit this machine.`,
  );
}

/** Asks with patience for what passes by itself; other answers are the caller's to judge. */
async function patiently(request: OneDeploy, url: URL): Promise<SiteAnswer> {
  const start = request.clock.now();
  for (;;) {
    let answer: SiteAnswer | undefined;
    let silence: NoAnswer | undefined;
    try {
      const headers = { authorization: `Bearer ${await request.token()}`, accept: "application/json" };
      answer = await exchange(url, { headers }, request.signal);
      if (answer.status !== 429 && answer.status < 500) return answer;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      silence = error;
    }
    if (request.clock.now() - start > patience.unavailable) {
      const said = silence?.message ?? `${url.host} answers ${answer?.status}: ${saidIn(answer?.body ?? "")}`;
      const message = `The package was taken, but how its deployment went is unknown: ${said}. Look at ${url.href}.`;
      throw new PublishProblem("site-unavailable", message);
    }
    await wait(request, Math.max(1_000, answer?.retryAfter === undefined ? pause.poll : answer.retryAfter * 1_000));
  }
}

async function failure(request: OneDeploy, id: string | undefined, state: string): Promise<PublishProblem> {
  const log = new URL(`/api/deployments/${id === undefined ? "latest" : encodeURIComponent(id)}/log`, request.scm);
  let said: readonly string[] = [];
  try {
    said = lastLogMessages((await patiently(request, log)).body);
  } catch (error) {
    if (!(error instanceof PublishProblem)) throw error;
  }
  const why = said.length === 0 ? "" : `: ${said.map((one) => printable(one, 300)).join("; ")}`;
  if (state === "conflict") {
    return new PublishProblem("another-deployment", `Another deployment took the place of this one${why}.`);
  }
  const how = state === "partial" ? "ended only in part" : state === "cancelled" ? "was cancelled" : "failed";
  return new PublishProblem("deployment-failed", `The deployment ${how}${why}. Its log: ${log.href}`);
}

/** The body is the id as JSON text; an object with an id is read too. */
function deploymentId(body: string): string | undefined {
  try {
    const json: unknown = JSON.parse(body);
    if (typeof json === "string" && json !== "") return json;
    if (typeof json === "object" && json !== null && "id" in json && typeof json.id === "string") return json.id;
  } catch {
    // No id in it: the site is asked for its latest deployment.
  }
  return undefined;
}

async function wait({ clock, signal }: OneDeploy, milliseconds: number): Promise<void> {
  await clock.wait(milliseconds, signal);
  signal.throwIfAborted();
}
