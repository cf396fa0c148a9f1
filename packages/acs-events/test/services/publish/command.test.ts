import { execFile } from "node:child_process";
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Ran } from "../../cli/command-line.ts";
import { functionAppFile } from "../../publish/handlers-project.ts";
import { type Script, type SiteStandIn, startSite } from "../../publish/site-stand-in.ts";
import { acsEventsProgram, temporarySample } from "../../sample-project.ts";

const app = "/subscriptions/s/resourceGroups/contoso/providers/Microsoft.Web/sites/handlers";
let project: string;
let site: SiteStandIn | undefined;

beforeAll(async () => {
  project = await temporarySample();
  await writeFile(join(project, "handlers/function-app.ts"), functionAppFile);
});
afterAll(() => rm(project, { recursive: true }));
afterEach(async () => {
  await site?.close();
  site = undefined;
});

/** Runs the command as a process of its own in the project; `env` may take a login away. */
function acsEvents(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [acsEventsProgram, ...args],
      { cwd: project, env: { ...process.env, NO_COLOR: "1", ...env } },
      (error, stdout, stderr) => resolve({ status: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
    );
  });
}

/** A Resource Manager and the site behind it, on one port. */
async function startAzure(script: (host: () => string) => Script): Promise<SiteStandIn> {
  let host = "";
  const answers = script(() => host);
  // The stand-in's own port is known only once it listens: the script reads it when it is asked.
  const started = await startSite(answers);
  host = started.url.host;
  site = started;
  return started;
}

const names = ["support-queue", "texts", "api-sms", "recover"];
const siteBody = (host: () => string) => ({
  get status() {
    return 200;
  },
  get body() {
    return {
      properties: {
        defaultHostName: "handlers.azurewebsites.net",
        hostNameSslStates: [{ name: host(), hostType: "Repository" }],
        functionAppConfig: {},
      },
    };
  },
});

describe("acs-events publish", () => {
  test("builds, sends, waits for the functions, and says where they answer", async () => {
    const azure = await startAzure((host) => ({
      [`GET ${app}`]: [siteBody(host)],
      "POST /api/publish": [{ status: 202, body: '"d1"' }],
      "GET /api/deployments/d1": [{ status: 200, body: { status: 4 } }],
      [`GET ${app}/functions`]: [{ status: 200, body: { value: names.map((name) => ({ properties: { name } })) } }],
    }));
    const args = ["publish", "--app", app, "--resource-manager", azure.url.origin];
    const { status, stdout, stderr } = await acsEvents(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("✓ Published support-queue, texts, api-sms, recover");
    expect(stdout).toContain("https://handlers.azurewebsites.net/api/sms: write it as the url");
    const sent = azure.asked.find(({ request }) => request.startsWith("POST /api/publish"));
    expect(Object.keys(unzipSync(sent?.body ?? new Uint8Array())).sort()).toEqual([
      "host.json",
      "index.mjs",
      "package.json",
    ]);
    // A login of this machine never goes to a Resource Manager without TLS.
    expect(azure.asked.every(({ headers }) => headers.authorization === "Bearer local")).toBe(true);
  }, 60_000);

  test.each<[string, number, RegExp]>([
    ["another deployment", 409, /^Another deployment to 127\.0\.0\.1:\d+ is running \(409\)\./],
    ["a refused package", 415, /^The site 127\.0\.0\.1:\d+ refused the package \(415\)/],
  ])("%s is one sentence and exit status 1", async (_, status, message) => {
    const azure = await startAzure((host) => ({
      [`GET ${app}`]: [siteBody(host)],
      "POST /api/publish": [{ status }],
    }));
    const ran = await acsEvents(["publish", "--app", app, "--resource-manager", azure.url.origin]);
    expect(ran.status).toBe(1);
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr.trim().split("\n")).toHaveLength(1);
  });

  test("without a login nothing is sent", async () => {
    // No `az`, `azd` or `pwsh` is to be found, and no service principal in the environment.
    const bin = join(project, "empty-bin");
    await mkdir(bin, { recursive: true });
    const env = { PATH: bin, AZURE_CLIENT_ID: "", AZURE_TENANT_ID: "", AZURE_CLIENT_SECRET: "" };
    const { status, stderr } = await acsEvents(["publish", "--app", app], env);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^There is no login to Azure: run az login\. \(.*\)\n$/);
  });

  test("an az that is not logged in is quoted", async () => {
    const bin = join(project, "bin");
    await mkdir(bin, { recursive: true });
    await writeFile(
      join(bin, "az"),
      "#!/bin/sh\necho \"ERROR: Please run 'az login' to setup account.\" >&2\nexit 1\n",
    );
    await chmod(join(bin, "az"), 0o755);
    const { status, stderr } = await acsEvents(["publish", "--app", app], { PATH: `${bin}:/usr/bin:/bin` });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^There is no login to Azure: run az login\./);
  });

  test("--zip writes the package and names the other way to put it into an app", async () => {
    const file = join(project, "handlers.zip");
    const { status, stdout } = await acsEvents(["publish", "--zip", file]);
    expect(status).toBe(0);
    expect(stdout).toContain("az functionapp deployment source config-zip");
    expect(JSON.parse(Buffer.from(unzipSync(await readFile(file))["package.json"] ?? []).toString())).toMatchObject({
      main: "index.mjs",
      type: "module",
    });
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      "a Resource Manager without TLS",
      ["--app", app, "--resource-manager", "http://arm.example"],
      /begins with https:\/\//,
    ],
    ["a folder that is not there", ["--zip", "/nowhere/at/all.zip"], /^\/nowhere\/at\/all\.zip could not be written/],
    ["a full disk", ["--zip", "/dev/full"], /^\/dev\/full could not be written: ENOSPC/],
  ])("%s is one sentence and exit status 1", async (_, args, message) => {
    const { status, stderr } = await acsEvents(["publish", ...args]);
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
  });
});
