import { afterEach, describe, expect, test } from "vitest";
import { PublishProblem } from "../../src/publish/publish-problem.ts";
import { functionsListed, type ResourceManager, readSite } from "../../src/publish/resource-manager.ts";
import { type Answer, handClock, type Script, type SiteStandIn, startSite } from "./site-stand-in.ts";

const id = "/subscriptions/s/resourceGroups/contoso/providers/Microsoft.Web/sites/handlers";
let site: SiteStandIn | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

async function azure(script: Script): Promise<ResourceManager & { readonly waited: readonly number[] }> {
  site = await startSite(script);
  const clock = handClock();
  const signal = new AbortController().signal;
  return { url: site.url, token: () => Promise.resolve("t"), clock, signal, waited: clock.waited };
}

/** What `read` throws, as its id and sentence. */
async function problemOf(read: Promise<unknown>): Promise<string> {
  const error = await read.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof PublishProblem) return `${error.id}: ${error.message}`;
  throw error ?? new Error("nothing was thrown");
}

const flex = {
  defaultHostName: "handlers-a1b2.westeurope-01.azurewebsites.net",
  hostNameSslStates: [
    { name: "handlers-a1b2.westeurope-01.azurewebsites.net", hostType: "Standard" },
    { name: "handlers-a1b2.scm.westeurope-01.azurewebsites.net", hostType: "Repository" },
  ],
  functionAppConfig: { runtime: { name: "node", version: "22" } },
};

describe("the hosts of a function app", () => {
  test("are read, never made from its name", async () => {
    const asked = await azure({ [`GET ${id}`]: [{ status: 200, body: { properties: flex } }] });
    expect(await readSite(asked, id)).toEqual({
      host: "handlers-a1b2.westeurope-01.azurewebsites.net",
      scmHost: "handlers-a1b2.scm.westeurope-01.azurewebsites.net",
    });
    expect(site?.asked[0]?.headers.authorization).toBe("Bearer t");
  });

  test.each<[string, Answer, string]>([
    ["an app that is not there", { status: 404 }, `no-such-app: There is no function app ${id}. Deploy the stack`],
    ["a login of another tenant", { status: 401 }, "not-signed-in-to-site: Azure does not accept the login (401)."],
    [
      "a login without a role",
      { status: 403, body: { error: { code: "AuthorizationFailed", message: "no action Microsoft.Web/sites/read" } } },
      `not-allowed: The login may not read ${id} (403): no action Microsoft.Web/sites/read. It needs the role Website Contributor`,
    ],
    [
      "an app on another plan",
      { status: 200, body: { properties: { ...flex, functionAppConfig: null } } },
      `not-flex-consumption: The function app ${id} is not on Flex Consumption. Use: az functionapp deployment source config-zip`,
    ],
    [
      "an app without a host for packages",
      { status: 200, body: { properties: { ...flex, hostNameSslStates: [] } } },
      `no-scm-host: The function app ${id} has no host of the type Repository`,
    ],
    ["trouble in Azure", { status: 500, body: "oh" }, `site-unavailable: Azure answers 500 about ${id}: oh`],
    ["something else", { status: 200, body: "[]" }, `no-such-app: Azure's answer about ${id} is not a function app.`],
  ])("%s", async (_, answer, expected) => {
    expect(await problemOf(readSite(await azure({ [`GET ${id}`]: [answer] }), id))).toContain(expected);
  });
});

const list = `GET ${id}/functions`;
const host = `GET ${id}/hostruntime/admin/host/status`;
const functions = (...names: string[]): Answer => ({
  status: 200,
  body: { value: names.map((name) => ({ name: `handlers/${name}`, properties: { name } })) },
});

describe("functions that a package registers", () => {
  test("are waited for, through a restart, and compared without case", async () => {
    const asked = await azure({
      [list]: [{ status: 503 }, "hangUp", { status: 404 }, functions(), functions("a"), functions("A", "b")],
    });
    await functionsListed(asked, id, ["a", "B"]);
    expect(asked.waited).toHaveLength(5);
  });

  test("that never appear are named, with what the host says", async () => {
    const error = { status: 200, body: { state: "Error", errors: ["Unable to access AzureWebJobsStorage\u001b[1m"] } };
    const asked = await azure({ [list]: [functions("a")], [host]: [error] });
    expect(await problemOf(functionsListed(asked, id, ["a", "b"]))).toBe(
      'functions-missing: The package is deployed, but the function app does not list b after 5 minutes; its host says "Error": Unable to access AzureWebJobsStorage\\u001b[1m. Publish again, or look at the app\'s logs. [functions-missing]',
    );
  });

  test.each<[Answer, string]>([
    ["hangUp", "its host cannot be asked"],
    [{ status: 503 }, "its host does not say how it is (503)"],
  ])("a host that says nothing: %j", async (answer, expected) => {
    const asked = await azure({ [list]: [functions()], [host]: [answer] });
    expect(await problemOf(functionsListed(asked, id, ["a"]))).toContain(expected);
  });
});
