import { expect, test } from "vitest";
import { declaredEndpoint } from "../../../src/cli/import/stack-file.ts";
import { subscriptionArgs } from "../../../src/pulumi/subscription-args.ts";
import { parseStackConfig } from "../../../src/stack/parse.ts";
import { anyValues } from "../../../src/stack/schema.ts";
import { roundTrip, stack, topic } from "./round-trip.ts";
import { settingsOfAzure } from "./settings-of-azure.ts";

const deployed = {
  id: `${topic}/eventSubscriptions/support-texts`,
  name: "support-texts",
  filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"] },
  destination: { endpointType: "WebHook", endpointUrl: "https://h.contoso.example/", minimumTlsVersionAllowed: "1.2" },
};

/** What a project deploys after an import: the endpoints go through the stack's file, the team file through a plan. */
async function imported(given: Readonly<Record<string, unknown>>) {
  const { adoption, review } = await roundTrip([{ ...deployed, ...given }]);
  const endpoints = Object.fromEntries(
    [...adoption.endpoints].map(([name, found]) => [name, declaredEndpoint(found)] as const),
  );
  const entries = {
    "acs-events:communication": { dataLocation: "Europe" },
    "acs-events:endpoints": endpoints,
  };
  const parsed = parseStackConfig(entries, "dev", anyValues);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const settings = { ...stack, endpoints: parsed.config.endpoints };
  const { planned } = await roundTrip([{ ...deployed, ...given }], settings);
  const args = planned.subscriptions.map((one) =>
    subscriptionArgs(one, {
      topic: { name: "contoso-events", resourceGroupName: "contoso" },
      deadLetters: undefined,
      endpoint: undefined,
      secrets: undefined,
    }),
  );
  return { adoption, review, args };
}

const cases = Object.entries(settingsOfAzure).flatMap(([of, settings]) =>
  Object.entries(settings).flatMap(([setting, fates]) =>
    fates.map((fate, index) => [`${of}.${setting} ${index + 1}`, fate] as const),
  ),
);

test.each(cases)("an import carries it, or says what becomes of it: %s", async (_, fate) => {
  if ("carried" in fate) {
    const { args, review, adoption } = await imported(fate.carried);
    expect(adoption.findings.filter(({ level }) => level === "error")).toEqual([]);
    expect(args).toHaveLength(1);
    // Null is Azure's way to say that a setting is not there.
    const { destination, ...wanted } = fate.as ?? fate.carried;
    expect(args[0]).toMatchObject(
      destination === null || destination === undefined ? wanted : { ...wanted, destination },
    );
    expect(review.changes).toEqual([]);
    return;
  }
  const { adoption } = await imported("changed" in fate ? fate.changed : fate.refused);
  expect(adoption.adopted).toHaveLength("changed" in fate ? 1 : 0);
  const said = adoption.findings.filter(({ id }) => id === fate.says);
  expect(said.map(({ message }) => message.length > 20)).toEqual([true]);
});
