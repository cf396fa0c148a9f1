import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { temporarySample } from "../sample-project.ts";

/** A team file, and what the file of the stack says of it. */
export interface MadeTeam {
  readonly name: string;
  /** The TypeScript expressions that its function returns. */
  readonly subscriptions: readonly string[];
}

export interface MadeRepository {
  readonly folder: string;
  remove(): Promise<void>;
}

/** The sample project with other teams, each with a stack of its own on the topic of `prod`. */
export async function makeRepositoryOfTeams(
  teams: readonly MadeTeam[],
  stack: { readonly endpoints: object; readonly policies: object },
): Promise<MadeRepository> {
  const folder = await temporarySample();
  for (const name of ["infra/teams", "infra/plans", "policies/config"]) {
    await rm(join(folder, name), { recursive: true, force: true });
    await mkdir(join(folder, name));
  }
  for (const team of teams) await writeFile(join(folder, `infra/teams/${team.name}.ts`), teamFile(team));
  await writeFile(join(folder, "policies/config/prod.json"), JSON.stringify(stack.policies));
  const config = {
    "azure-native:location": "westeurope",
    "acs-events:communication": { dataLocation: "Europe" },
    "acs-events:endpoints": stack.endpoints,
    "acs-events:values": { supportNumbers: "1555" },
    "acs-events:teamStacks": teams.map(({ name }) => name),
  };
  await writeFile(join(folder, "Pulumi.prod.yaml"), stringify({ config }));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

/** A subscription to messages that were received, in one line of a team file; `more` is what else it says. */
export function received(name: string, endpoint: string, numbers: string, more = ""): string {
  const filter = `filter({ eventTypes: ["Microsoft.Communication.SMSReceived"], subjectBeginsWith: phoneNumber("${numbers}") })`;
  return `subscription("${name}", { filter: ${filter}, endpoint: "${endpoint}", ${more} })`;
}

function teamFile({ name, subscriptions }: MadeTeam): string {
  return `import { filter, phoneNumber, subscription, team } from "#acs-events";

export default team("${name}", { owner: "${name}@contoso.example" }, () => [
  ${subscriptions.join(",\n  ")},
]);
`;
}
