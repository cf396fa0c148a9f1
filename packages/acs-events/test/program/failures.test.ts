import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EmulatorOptions } from "../../src/emulator/start.ts";
import { readEngineEvent } from "../../src/engine/rehearsal-stack.ts";
import { deriveStack } from "../../src/rehearsal/derived-stack.ts";
import { repository, type UnderTest, withDevStack } from "./engine-under-test.ts";

/** What `pulumi up --continue-on-error` reports and leaves behind, of the dev stack with its file changed by `change`. */
async function upOf(change: (text: string) => string, options: EmulatorOptions = {}) {
  const { text } = deriveStack(await readFile(join(repository, "Pulumi.dev.yaml"), "utf8"));
  const errors: string[] = [];
  const use = async ({ stack, emulator, scratch }: UnderTest) => {
    const failed = await stack
      .up({
        continueOnError: true,
        onEvent: (event) => {
          const step = readEngineEvent(event);
          if (step?.kind === "diagnostic" && step.severity === "error") errors.push(step.message);
        },
      })
      .then(
        () => false,
        () => true,
      );
    const kept = emulator.store
      .systemTopics()
      .flatMap(({ id }) => emulator.store.eventSubscriptions(id))
      .map(({ name, provisioningState }) => `${name}: ${provisioningState}`)
      .sort();
    // As it lies on the disk: `stack export` of the Automation API decrypts.
    const state = await readFile(join(scratch.state, ".pulumi", "stacks", "acs-events", "dev.json"), "utf8").catch(
      () => "",
    );
    return { failed, errors, kept, resources: emulator.store.all().length, state };
  };
  return withDevStack(change(text), use, { ownProcess: true, ...options });
}

test("a handler that is down: the handshake fails as in Azure and names the endpoint, and the others are deployed", async () => {
  const reason = "the handler is down";
  const { failed, errors, kept } = await upOf((text) => text, {
    validator: {
      validate: async ({ name }) => (name === "moderation-messages" ? { ok: false, reason } : { ok: true }),
    },
  });
  expect(failed).toBe(true);
  expect(errors[0]).toContain('"moderation-messages"');
  expect(errors[0]).toContain("https://pending.handlers.example/api/chat");
  expect(errors[0]).toContain(reason);
  expect(errors.slice(1)).toEqual(["update failed"]);
  expect(kept.filter((one) => !one.startsWith("moderation-messages"))).toEqual([
    "moderation-membership: Succeeded",
    "support-inbound-sms: Succeeded",
    "support-sms-actions: Succeeded",
  ]);
});

test("a wrong configuration: one report with all problems, and nothing is deployed", async () => {
  const { failed, errors, resources } = await upOf((text) =>
    text.replace("moderation-queue:", "moderation-que:").replace('supportNumbers: "1555"', 'supportNumbers: "+1555"'),
  );
  expect(failed).toBe(true);
  expect(errors).toEqual([
    `The stack "dev" has 1 problem; nothing is deployed.

  acs-events:values.supportNumbers
    "+1555" will not do: 1 to 15 digits, without + or spaces, in quotes`,
  ]);
  expect(resources).toBe(0);
});

test("an endpoint that is not declared: the report says who asks for it and where", async () => {
  const { failed, errors, resources } = await upOf((text) => text.replace("moderation-queue:", "moderation-que:"));
  expect(failed).toBe(true);
  expect(
    errors
      .join("\n")
      .replace(/\.ts:\d+/, ".ts:…")
      .replace(/^.*\n/, "")
      .replace(/;.*/, "; …"),
  ).toBe(
    `
  moderation › membership › endpoint (infra/teams/moderation.ts:…)
    there is no endpoint "moderation-queue" in Pulumi.dev.yaml; …`,
  );
  expect(resources).toBe(0);
});

test("a secret of a webhook is encrypted in the state, and hides nothing else of its destination", async () => {
  const { failed, state } = await upOf(
    (text) => `${text}  acs-events:secrets:\n    sms-handlers: { query: code=s3cret, headers: { x-key: t0psecret } }\n`,
  );
  expect(failed).toBe(false);
  expect(["s3cret", "t0psecret"].filter((secret) => state.includes(secret))).toEqual([]);
  const { checkpoint } = JSON.parse(state) as {
    checkpoint: { latest: { resources: { urn: string; inputs?: unknown }[] } };
  };
  const actions = checkpoint.latest.resources.find(({ urn }) => urn.endsWith("::support-sms-actions"));
  expect(actions?.inputs).toMatchObject({
    destination: {
      endpointType: "WebHook",
      endpointUrl: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" },
      minimumTlsVersionAllowed: "1.2",
    },
  });
});
