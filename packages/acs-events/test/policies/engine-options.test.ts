import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { policyPackForDeployment, policyPackForRehearsal, policyPackPath } from "../../src/policies/engine-options.ts";
import { defaultPolicyConfig, parsePolicyConfig } from "../../src/policies/policy-config.ts";
import { readPolicyConfig } from "../../src/project/policy-config-file.ts";

let repository: string;
beforeEach(async () => {
  repository = await mkdtemp(join(tmpdir(), "policies-"));
  await mkdir(join(repository, "policies", "config"), { recursive: true });
});
afterEach(() => rm(repository, { recursive: true, force: true }));

const project = () => ({ root: repository, policyConfig: (stack: string) => readPolicyConfig(repository, stack) });
const write = (text: string) => writeFile(join(repository, "policies", "config", "dev.json"), text);

describe("the file of a stack", () => {
  test("none, and an empty one: the defaults", async () => {
    expect(await readPolicyConfig(repository, "dev")).toEqual({ ok: true, config: defaultPolicyConfig });
    await write(" \n");
    expect(await readPolicyConfig(repository, "dev")).toEqual({ ok: true, config: defaultPolicyConfig });
  });

  test("problems say in which file", async () => {
    await write('{ "webhook-tsl": "mandatory" }');
    const parsed = await readPolicyConfig(repository, "dev");
    expect(parsed.ok ? [] : parsed.problems).toEqual([
      {
        id: "policy-config-invalid",
        path: "policies/config/dev.json › webhook-tsl",
        message: 'there is no rule "webhook-tsl"; did you mean "webhook-tls"?',
        value: "mandatory",
      },
    ]);
  });

  test("what is not JSON", async () => {
    await write("{ all: mandatory }");
    const parsed = await readPolicyConfig(repository, "dev");
    expect(parsed.ok ? [] : parsed.problems).toEqual([
      {
        id: "policy-config-invalid",
        path: "policies/config/dev.json",
        message: expect.stringMatching(/^it is not JSON: /),
      },
    ]);
  });
});

test("the pack is its folder where the engine can start one, else the program in it", () => {
  const folder = join(repository, "policies");
  expect(policyPackPath(repository, { canRunPolicyPacks: true }, "win32")).toBe(folder);
  expect(policyPackPath(repository, { canRunPolicyPacks: false }, "linux")).toBe(join(folder, "run"));
  expect(policyPackPath(repository, { canRunPolicyPacks: false }, "win32")).toBe(join(folder, "run.cmd"));
});

describe("a rehearsal", () => {
  const rehearse = () =>
    policyPackForRehearsal({
      project: project(),
      stack: "dev",
      engine: { canRunPolicyPacks: true },
      folder: repository,
      standInHosts: ["pending.example"],
    });

  test("keeps the stack's configuration, but for stand-ins and for what protects production", async () => {
    await write('{ "all": "mandatory", "webhook-host-allowed": { "hosts": ["*.contoso.example"] } }');
    const { policyPacks, policyPackConfigs } = await rehearse();
    expect(policyPacks).toEqual([join(repository, "policies")]);
    const written: unknown = JSON.parse(await readFile(policyPackConfigs[0] ?? "", "utf8"));
    const parsed = parsePolicyConfig(written);
    if (!parsed.ok) throw new Error("what was written is not read");
    expect(parsed.config.get("webhook-host-allowed")).toMatchObject({
      level: "mandatory",
      parameters: { hosts: ["*.contoso.example"], standInHosts: ["pending.example"] },
    });
    expect(parsed.config.get("webhook-authenticated")?.parameters).toEqual({ standInHosts: ["pending.example"] });
    expect(parsed.config.get("communication-service-protected")?.level).toBe("disabled");
    expect(parsed.config.get("team-quota")?.level).toBe("mandatory");
  });

  test("does not begin with a configuration that is wrong", async () => {
    await write('{ "team-quota": { "most": 0 } }');
    await expect(rehearse()).rejects.toThrow(
      /^The stack "dev" has 1 problem; [^\n]*\n\n {2}policies\/config\/dev\.json › team-quota\.most\n {4}0 will not do: /,
    );
  });
});

describe("a deployment", () => {
  const deploy = () => policyPackForDeployment(project(), "dev", { canRunPolicyPacks: true });
  const pack = () => join(repository, "policies");

  test("is judged by the pack, with the stack's own file as it is", async () => {
    expect(await deploy()).toEqual({ policyPacks: [pack()], policyPackConfigs: [] });
    await write(" \n");
    expect(await deploy()).toEqual({ policyPacks: [pack()], policyPackConfigs: [] });
    await write('{ "all": "mandatory" }');
    expect(await deploy()).toEqual({ policyPacks: [pack()], policyPackConfigs: [join(pack(), "config", "dev.json")] });
  });

  test("does not begin with a configuration that is wrong", async () => {
    await write('{ "team-quota": { "most": 0 } }');
    await expect(deploy()).rejects.toThrow(
      /^The stack "dev" has 1 problem; [^\n]*\n\n {2}policies\/config\/dev\.json › team-quota\.most\n {4}0 will not do: /,
    );
  });
});
