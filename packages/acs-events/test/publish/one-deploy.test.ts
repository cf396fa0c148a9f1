import { afterEach, describe, expect, test } from "vitest";
import { oneDeploy } from "../../src/publish/one-deploy.ts";
import { PublishProblem } from "../../src/publish/publish-problem.ts";
import { type Answer, handClock, type Script, type SiteStandIn, startSite } from "./site-stand-in.ts";

let site: SiteStandIn | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

const zip = new Uint8Array([80, 75, 5, 6]);
const taken: Answer = { status: 202, body: '"d1"' };
const state = (status: number, more: object = {}) => ({ status: 200, body: { id: "d1", status, ...more } });
const blobUpload: Answer = { status: 400, body: { message: "BlobUploadFailedException: AuthorizationFailure" } };

interface Run {
  readonly result: Awaited<ReturnType<typeof oneDeploy>> | PublishProblem;
  readonly progress: readonly string[];
  readonly waited: readonly number[];
}

async function run(script: Script): Promise<Run> {
  site = await startSite(script);
  const clock = handClock();
  const progress: string[] = [];
  try {
    const result = await oneDeploy({
      scm: site.url,
      zip,
      token: () => Promise.resolve("t0ken"),
      clock,
      signal: new AbortController().signal,
      progress: (line) => progress.push(line),
    });
    return { result, progress, waited: clock.waited };
  } catch (error) {
    if (error instanceof PublishProblem) return { result: error, progress, waited: clock.waited };
    throw error;
  }
}

const publish = "POST /api/publish";
const poll = "GET /api/deployments/d1";
const log = "GET /api/deployments/d1/log";

test("sends the zip once, with the token, and asks until the body says that it succeeded", async () => {
  const { result, progress } = await run({ [publish]: [taken], [poll]: [state(0), state(1), state(2), state(4)] });
  expect(result).toEqual({ id: "d1", assumed: false });
  expect(progress).toEqual(["The site says: Pending", "The site says: Building", "The site says: Deploying"]);
  const [first] = site?.asked ?? [];
  expect(first?.request).toBe("POST /api/publish?RemoteBuild=false&Deployer=acs-events");
  expect(first?.headers).toMatchObject({ "content-type": "application/zip", authorization: "Bearer t0ken" });
  expect(first?.body).toEqual(Buffer.from(zip));
  expect(site?.asked.filter(({ request }) => request.startsWith("POST"))).toHaveLength(1);
});

describe("what passes by itself is waited through", () => {
  test.each<[string, Script, string | undefined]>([
    ["404 on the first polls", { [publish]: [taken], [poll]: [{ status: 404 }, { status: 404 }, state(4)] }, undefined],
    ["no id in the answer", { [publish]: [{ status: 202 }], "GET /api/deployments/latest": [state(4)] }, undefined],
    [
      "a fresh role on the container",
      { [publish]: [blobUpload, blobUpload, taken], [poll]: [state(4)] },
      "Waiting for the function app's role on its deployment container: a new role takes minutes",
    ],
    [
      "a fresh role of whoever publishes",
      { [publish]: [{ status: 403 }, taken], [poll]: [state(4)] },
      "Waiting for the permission to publish to HOST (403): a new role takes a while",
    ],
    [
      "a site that starts",
      { [publish]: [{ status: 503 }, { status: 503 }, taken], [poll]: [state(4)] },
      "Waiting for HOST, which answers 503",
    ],
    [
      "a connection that is cut",
      { [publish]: ["hangUp", taken], [poll]: [state(4)] },
      "Waiting for HOST, which does not answer yet",
    ],
    [
      "trouble while it is polled",
      { [publish]: [taken], [poll]: [state(1), "hangUp", { status: 502 }, { status: 429 }, state(4)] },
      "The site says: Building",
    ],
    [
      "a body that is not JSON for a while",
      { [publish]: [taken], [poll]: [{ status: 200, body: "<html>" }, state(4)] },
      undefined,
    ],
  ])("%s", async (_, script, said) => {
    const { result, progress } = await run(script);
    expect(result).toMatchObject({ assumed: false });
    const lines = progress.map((line) => line.replaceAll(site?.url.host ?? "", "HOST"));
    expect(lines).toEqual(said === undefined ? [] : [said]);
  });

  test("a deployment that the site forgot while it ran is taken as finished, and that is said", async () => {
    const { result } = await run({ [publish]: [taken], [poll]: [state(2), { status: 404 }] });
    expect(result).toEqual({ id: "d1", assumed: true });
  });

  test("Retry-After is honoured, and never asked for more often than once a second", async () => {
    const { waited } = await run({
      [publish]: [{ status: 503, headers: { "retry-after": "25" } }, taken],
      [poll]: [
        { status: 202, body: { id: "d1", status: 1 }, headers: { "retry-after": "7" } },
        { status: 202, body: { id: "d1", status: 1 }, headers: { "retry-after": "0" } },
        state(4),
      ],
    });
    expect(waited).toEqual([25_000, 7_000, 1_000]);
  });
});

describe("what does not pass is one sentence, with an id", () => {
  test.each<[string, Script, PublishProblem["id"], RegExp, number]>([
    ["401", { [publish]: [{ status: 401 }] }, "not-signed-in-to-site", /does not accept the login \(401\)/, 0],
    [
      "403 for good",
      { [publish]: [{ status: 403, body: { Message: "Ip Forbidden" } }] },
      "not-allowed",
      /refuses \(403\): Ip Forbidden\. Publishing needs the role Website Contributor/,
      60,
    ],
    [
      "409",
      { [publish]: [{ status: 409, body: "Conflict" }] },
      "another-deployment",
      /Another deployment to .* is running \(409\)\. Wait until it has ended, then publish again\./,
      0,
    ],
    [
      "the container for good",
      { [publish]: [blobUpload] },
      "container-not-accessible",
      /identity cannot write to its deployment container: BlobUploadFailedException/,
      600,
    ],
    [
      "another 400",
      { [publish]: [{ status: 400, body: "bad\u001b[2J zip" }] },
      "package-refused",
      /refused the package \(400\): bad\\u001b\[2J zip/,
      0,
    ],
    ["415", { [publish]: [{ status: 415 }] }, "package-refused", /\(415\)/, 0],
    ["413", { [publish]: [{ status: 413 }] }, "package-refused", /\(413\)/, 0],
    ["503 for good", { [publish]: [{ status: 503 }] }, "site-unavailable", /does not take packages \(503\)/, 300],
    ["no answer for good", { [publish]: ["hangUp"] }, "site-unavailable", /did not answer/, 300],
    [
      "a deployment that fails with HTTP 200",
      {
        [publish]: [taken],
        [poll]: [state(1), state(3)],
        [log]: [{ status: 200, body: [{ message: "no host.json" }] }],
      },
      "deployment-failed",
      /^The deployment failed: no host\.json\. Its log: http/,
      0,
    ],
    [
      "one whose log cannot be read",
      { [publish]: [taken], [poll]: [state(3)], [log]: [{ status: 404, body: "gone" }] },
      "deployment-failed",
      /^The deployment failed\. Its log/,
      0,
    ],
    ["cancelled", { [publish]: [taken], [poll]: [state(-1)], [log]: [] }, "deployment-failed", /was cancelled/, 0],
    ["in part", { [publish]: [taken], [poll]: [state(6)], [log]: [] }, "deployment-failed", /ended only in part/, 0],
    ["conflict", { [publish]: [taken], [poll]: [state(5)], [log]: [] }, "another-deployment", /took the place/, 0],
    ["403 while polled", { [publish]: [taken], [poll]: [{ status: 403 }] }, "not-allowed", /refuses \(403\)/, 0],
    ["never listed", { [publish]: [taken], [poll]: [{ status: 404 }] }, "deployment-failed", /knew no deployment/, 20],
    [
      "never ends",
      { [publish]: [taken], [poll]: [state(1), { ...state(1), headers: { "retry-after": "10" } }] },
      "deployment-took-too-long",
      /did not end within 20/,
      1200,
    ],
    [
      "a status that nobody knows",
      { [publish]: [taken], [poll]: [{ ...state(17), headers: { "retry-after": "30" } }] },
      "deployment-took-too-long",
      /./,
      1200,
    ],
  ])("%s", async (_, script, id, message, seconds) => {
    const { result, waited } = await run(script);
    expect(result).toBeInstanceOf(PublishProblem);
    if (!(result instanceof PublishProblem)) return;
    expect(result.id).toBe(id);
    expect(result.message).toMatch(message);
    expect(result.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const sum = waited.reduce((a, b) => a + b, 0) / 1_000;
    expect(sum).toBeGreaterThanOrEqual(seconds);
    expect(sum).toBeLessThanOrEqual(seconds * 1.1 + 10);
  });
});

test("stops at once when it is interrupted", async () => {
  site = await startSite({ [publish]: [{ status: 503 }] });
  const controller = new AbortController();
  const clock = { ...handClock(), wait: () => Promise.resolve(controller.abort(new Error("interrupted"))) };
  const deployment = oneDeploy({
    scm: site.url,
    zip,
    token: () => Promise.resolve("t"),
    clock,
    signal: controller.signal,
    progress: () => {},
  });
  await expect(deployment).rejects.toThrow("interrupted");
});
