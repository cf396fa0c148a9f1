import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { type Emulator, startEmulator } from "../../src/emulator/start.ts";
import { engineVariables } from "../../src/engine/engine.ts";
import { emptyWorld, put } from "../emulator/local-world.ts";
import { functionAppFile } from "../publish/handlers-project.ts";
import { acsEventsProgram, temporarySample } from "../sample-project.ts";
import { engine } from "./engine-under-test.ts";

/** A project whose stack wants an app, with one subscription to a function of it. */
let project: string;
let folder: string;
let emulator: Emulator;

beforeAll(async () => {
  project = await temporarySample();
  folder = await mkdtemp(join(tmpdir(), "acs-events-three-steps-"));
  await mkdir(join(folder, "state"));
  emulator = await startEmulator();
  const file = join(project, "Pulumi.dev.yaml");
  const stack = parse(await readFile(file, "utf8")) as { config: Record<string, Record<string, object>> };
  stack.config["acs-events:handlers"] = { kind: "function-app" as unknown as object };
  Object.assign(stack.config["acs-events:endpoints"] ?? {}, {
    "sms-handlers": { kind: "azure-function", create: true },
  });
  await writeFile(file, stringify(stack));
  await writeFile(
    join(project, "handlers/function-app.ts"),
    functionAppFile.replace('eventGrid: { texts: "texts" }', 'eventGrid: { "sms-handlers": "texts" }'),
  );
});
afterAll(async () => {
  await emulator?.close();
  await rm(project, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

const deployed = () =>
  emulator.store
    .systemTopics()
    .flatMap(({ id }) => emulator.store.eventSubscriptions(id).map(({ name }) => name))
    .sort();

/** Resource Manager and the site of whatever app is asked for. What is published is there from then on. */
async function startAzure(functions: readonly string[]) {
  const world = { ...emptyWorld(), store: emulator.store };
  const steps: string[] = [];
  let published = false;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const [, resourceGroupName, name] = /\/resourceGroups\/([^/]+)\/.*\/sites\/([^/]+)/.exec(pathname) ?? [];
    request.resume().on("end", () => {
      const answer = (body: unknown) => response.writeHead(200, { connection: "close" }).end(JSON.stringify(body));
      if (pathname === "/api/publish") {
        steps.push(`published, with ${deployed().join(" ")} deployed`);
        published = true;
        return answer("d1");
      }
      if (pathname.startsWith("/api/deployments/")) return answer({ status: 4 });
      if (!pathname.endsWith("/functions")) {
        const host = (server.address() as AddressInfo).port;
        const hostNameSslStates = [{ name: `127.0.0.1:${host}`, hostType: "Repository" }];
        return answer({
          properties: { defaultHostName: `${name}.azurewebsites.net`, hostNameSslStates, functionAppConfig: {} },
        });
      }
      if (published) {
        for (const functionName of functions) {
          put(world, "azure-native:web:WebAppFunction", { resourceGroupName, name, functionName });
        }
      }
      return answer({ value: (published ? functions : []).map((one) => ({ properties: { name: one } })) });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, steps, close: () => new Promise((resolve) => server.close(resolve)) };
}

interface Ended {
  readonly status: number;
  readonly output: string;
}

function run(program: string, args: readonly string[]): Promise<Ended> {
  const env = {
    ...process.env,
    ...engineVariables(project, engine()),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: pathToFileURL(join(folder, "state")).href,
    PULUMI_CONFIG_PASSPHRASE: "correct horse",
    PULUMI_DEBUG_PROVIDERS: `azure-native:${emulator.providerPort}`,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    NO_COLOR: "1",
  };
  return new Promise((resolve) => {
    execFile(program, [...args], { cwd: project, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code ?? -1), output: `${stdout}\n${stderr}` }),
    );
  });
}

test("deploy --handlers: everything but what waits, the code, then what waited", async () => {
  const azure = await startAzure(["support-queue", "sms-handlers", "api-sms", "recover"]);
  try {
    expect(await run(engine().pulumi, ["stack", "init", "dev"])).toMatchObject({ status: 0 });
    const { status, output } = await run(process.execPath, [
      acsEventsProgram,
      ...["deploy", "--stack", "dev", "--handlers", "--yes", "--resource-manager", azure.url],
    ]);
    expect(output).toContain("3 of 3: pulumi up, for the subscriptions to functions");
    expect(status).toBe(0);
    expect(azure.steps).toEqual(["published, with moderation-membership support-inbound-sms deployed"]);
    expect(deployed()).toEqual(["moderation-membership", "support-inbound-sms", "support-sms-actions"]);
  } finally {
    await azure.close();
  }
});
