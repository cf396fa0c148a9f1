import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { EngineEvent, PulumiFn, Stack } from "@pulumi/pulumi/automation/index.js";
import { expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/start.ts";
import { engineEnvironment, openStack, skipOutputs } from "../../src/engine/rehearsal-stack.ts";
import { plan } from "../../src/plan/plan.ts";
import { type PolicyPackOptions, policyPackForRehearsal } from "../../src/policies/engine-options.ts";
import { parsePolicyConfig } from "../../src/policies/policy-config.ts";
import { remediatePlan } from "../../src/policies/remediate.ts";
import { loadTeams } from "../../src/project/load-teams.ts";
import { readStackFile } from "../../src/project/stack-files.ts";
import { deriveStack, pendingHost } from "../../src/rehearsal/derived-stack.ts";
import { makeScratch, type Scratch } from "../../src/rehearsal/scratch.ts";
import { settingsOf } from "../../src/stack/parse.ts";
import { sampleProject, sampleValues } from "../sample-project.ts";
import { engine, repository, sampleProgram } from "./engine-under-test.ts";

interface Running {
  readonly stack: Stack;
  readonly scratch: Scratch;
  readonly emulator: Emulator;
  /** The options that name the pack; with `config`, that configuration in place of the stack's own. */
  readonly pack: (config?: object) => Promise<PolicyPackOptions>;
}

/** The dev stack, its file changed by `change`, on the real engine; `program` runs in this process. */
async function withDevStack(
  change: (text: string) => string,
  work: (running: Running) => Promise<void>,
  program?: PulumiFn,
): Promise<void> {
  const { text } = deriveStack(await readFile(join(repository, "Pulumi.dev.yaml"), "utf8"));
  const scratch = await makeScratch(repository, "dev", change(text));
  const emulator = await startEmulator();
  try {
    const { providerPort } = emulator;
    const place = { repository, scratch, stack: "dev", engine: engine(), providerPort };
    const stack = await openStack({ ...place, ...(program === undefined ? {} : { program }) });
    const pack = async (config?: object): Promise<PolicyPackOptions> => {
      const standInHosts = [pendingHost];
      const options = { project: sampleProject, stack: "dev", engine: engine(), folder: scratch.folder, standInHosts };
      const given = await policyPackForRehearsal(options);
      if (config !== undefined) await writeFile(given.policyPackConfigs[0] ?? "", JSON.stringify(config));
      return given;
    };
    await work({ stack: skipOutputs(stack), scratch, emulator, pack });
  } finally {
    await emulator.close();
    await scratch.remove();
  }
}

/** Sent by the engine, and missing in the types of the Automation API. */
interface RemediationEvent {
  readonly policyRemediationEvent?: { readonly policyName: string; readonly resourceUrn?: string };
}

/** What the engine says of policies: `rule (level) subject: message`, sorted, and what the pack prints beside it. */
function listen() {
  const violations: string[] = [];
  const remediations: string[] = [];
  const said: string[] = [];
  const onEvent = (event: EngineEvent & RemediationEvent): void => {
    const { policyEvent, policyRemediationEvent, diagnosticEvent } = event;
    const subject = (urn: string | undefined) => urn?.split("::").at(-1) ?? "the stack";
    if (policyEvent !== undefined) {
      const { policyName, enforcementLevel, resourceUrn, message } = policyEvent;
      violations.push(`${policyName} (${enforcementLevel}) ${subject(resourceUrn)}: ${message.trim()}`);
    }
    if (policyRemediationEvent !== undefined) {
      remediations.push(`${policyRemediationEvent.policyName}: ${subject(policyRemediationEvent.resourceUrn)}`);
    }
    if (diagnosticEvent?.severity === "info") said.push(diagnosticEvent.message.trim());
  };
  return { onEvent, violations: () => violations.sort(), remediations: () => remediations.sort(), said };
}

const withoutDeadLetters = (text: string): string => `${text}  acs-events:defaults: { undeliveredEvents: dropped }\n`;
const names = ["moderation-membership", "moderation-messages", "support-inbound-sms", "support-sms-actions"];

test("the dev stack: no policy objects to it, and none has to wait for the deployment", async () => {
  await withDevStack(
    (text) => text,
    async ({ stack, pack }) => {
      const { onEvent, violations, said } = listen();
      const { changeSummary } = await stack.preview({ ...(await pack()), onEvent });
      expect(changeSummary.create).toBeGreaterThan(10);
      expect(violations()).toEqual([]);
      expect(said).toEqual([]);
    },
    sampleProgram,
  );
});

test("preview: subscriptions, resources and the stack as a whole are judged, at the level and with the parameters given", async () => {
  const change = (text: string) =>
    withoutDeadLetters(text)
      .replace("dataLocation: Europe", "dataLocation: Europe\n    localAuthentication: true")
      .concat("  acs-events:diagnostics: false\n");
  await withDevStack(change, async ({ stack, pack }) => {
    const { onEvent, violations, said } = listen();
    const options = await pack({
      "undelivered-events-kept": {
        exceptions: [
          { subscription: "support-sms-actions", reason: "nobody reads them", expires: "9999-12-31" },
          { subscription: "support-inbound-sms", reason: "nobody read them", expires: "2020-12-31" },
        ],
      },
      "data-location-allowed": { locations: ["Germany"] },
      "local-authentication-off": "mandatory",
      "public-network-access-stated": "disabled",
      "webhook-host-allowed": { hosts: ["*.contoso.example"], standInHosts: [] },
      "webhook-authenticated": { standInHosts: [pendingHost], standInHost: "misspelt" },
      // To the engine, that of another pack: `check` says what was meant.
      "team-quotas": "mandatory",
      "team-quota": { most: 1, enforcementLevel: "advisory" },
      "topic-quota": { most: 1 },
    });
    await expect(stack.preview({ ...options, onEvent })).rejects.toThrow("preview failed");
    expect(violations()).toEqual([
      expect.stringMatching(/^data-location-allowed \(mandatory\) communication: .*\n.*"Europe"; allowed: Germany\.$/),
      expect.stringMatching(/^local-authentication-off \(mandatory\) communication: .*\nAccess keys work\. /),
      expect.stringMatching(/^team-quota \(advisory\) moderation-/),
      expect.stringMatching(/^team-quota \(advisory\) support-.*\n.*"support" has 2 subscriptions; 1 is the most /),
      expect.stringMatching(/^topic-has-diagnostics \(advisory\) system-topic: .*\n.* Add one\.$/),
      expect.stringMatching(
        /^undelivered-events-kept \(mandatory\) moderation-membership: .*\n.* Set undeliveredEvents /,
      ),
      expect.stringMatching(
        /^undelivered-events-kept \(mandatory\) moderation-messages: .*\n.* Set undeliveredEvents /,
      ),
      expect.stringMatching(
        /^undelivered-events-kept \(mandatory\) support-inbound-sms: .*\n.* Set undeliveredEvents /,
      ),
      expect.stringMatching(/^webhook-host-allowed \(mandatory\) moderation-messages: .*\n.* \*\.contoso\.example\.$/),
      expect.stringMatching(/^webhook-host-allowed \(mandatory\) support-sms-actions: .*\n.* \*\.contoso\.example\.$/),
    ]);
    expect(said.sort()).toEqual([
      expect.stringMatching(
        /^Cannot tell yet, since this policy looks at values that are not known before the deployment: topic-quota \(\S+: systemTopicName\)\.$/,
      ),
      expect.stringMatching(
        /^The exception of "support-inbound-sms" from undelivered-events-kept ended on 2020-12-31 \(.*: nobody read them\)\. /,
      ),
      'webhook-authenticated.standInHost: webhook-authenticated has no parameter "standInHost"; did you mean "standInHosts"?',
    ]);
  });
});

test("up: a mandatory violation is refused, and nothing is deployed", async () => {
  await withDevStack(withoutDeadLetters, async ({ stack, scratch, emulator, pack }) => {
    const { policyPacks, policyPackConfigs } = await pack();
    const { providerPort } = emulator;
    // The Automation API skips the preview that comes before every `pulumi up`; a person's command line does not.
    const args = ["up", "--yes", "--stack", "dev", "--non-interactive", "--color", "never"].concat(
      ...policyPacks.map((path) => ["--policy-pack", path]),
      ...policyPackConfigs.map((path) => ["--policy-pack-config", path]),
    );
    const env = { ...process.env, ...engineEnvironment({ repository, scratch, engine: engine(), providerPort }) };
    const error = await promisify(execFile)(engine().pulumi, args, { cwd: scratch.folder, env }).then(
      () => undefined,
      ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => stdout + stderr,
    );
    for (const name of names) {
      expect(error).toContain(
        `[mandatory]  undelivered-events-kept  (azure-native:eventgrid:SystemTopicEventSubscription: ${name})`,
      );
    }
    expect(emulator.store.all()).toEqual([]);
    const { deployment } = await stack.exportStack();
    expect((deployment as { readonly resources?: unknown }).resources ?? []).toEqual([]);
  });
});

test("up with a remediation: what is deployed is what the plan shows", async () => {
  const config = { "retry-within-bounds": { enforcementLevel: "remediate", maxDeliveryAttempts: 7 } };
  await withDevStack(
    (text) => text,
    async ({ stack, scratch, emulator, pack }) => {
      const { onEvent, violations, remediations } = listen();
      const options = await pack({ ...config, "webhook-authenticated": { standInHosts: [pendingHost] } });
      await stack.up({ ...options, onEvent });
      const deployed = emulator.store
        .ofToken("azure-native:eventgrid:SystemTopicEventSubscription")
        .map(({ inputs }) => [inputs["eventSubscriptionName"], inputs["retryPolicy"]]);
      expect(violations()).toEqual([]);
      expect(remediations()).toEqual(names.map((name) => `retry-within-bounds: ${name}`));

      const file = readStackFile(scratch.folder, "dev", sampleValues);
      const parsed = parsePolicyConfig(config);
      if (!file.ok || !parsed.ok) throw new Error("the configuration does not parse");
      const planned = plan(await loadTeams(repository), settingsOf(file.config, "dev"));
      const { subscriptions } = remediatePlan(planned, parsed.config, { today: "2026-11-24" });
      expect(Object.fromEntries(deployed)).toEqual(
        Object.fromEntries(subscriptions.map(({ name, retryPolicy }) => [name, retryPolicy])),
      );
      expect(subscriptions[0]?.retryPolicy).toEqual({ maxDeliveryAttempts: 7, eventTimeToLiveInMinutes: 1440 });
    },
    sampleProgram,
  );
});
