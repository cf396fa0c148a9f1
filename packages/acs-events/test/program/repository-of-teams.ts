import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { repository } from "./engine-under-test.ts";

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

/** The rooms that the command line and the program are made of. */
const rooms = [
  "cli",
  "deployment",
  "diagram",
  "emulator",
  "handlers",
  "infra",
  "policies",
  "rehearsal",
  "review",
  "setup",
  "team-files",
];

/**
 * This repository with other teams, each with a stack of its own on the topic of `prod`: a copy, since Node takes a
 * linked file for the one that it links to and would find this repository's own teams.
 */
export async function makeRepositoryOfTeams(
  teams: readonly MadeTeam[],
  stack: { readonly endpoints: object; readonly policies: object },
): Promise<MadeRepository> {
  await mkdir(join(repository, ".acs-events"), { recursive: true });
  const folder = await mkdtemp(join(repository, ".acs-events", "many-teams-"));
  for (const name of [...rooms, "package.json", "Pulumi.yaml"]) {
    await cp(join(repository, name), join(folder, name), { recursive: true });
  }
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"), "junction");
  await rm(join(folder, "infra/teams"), { recursive: true });
  await mkdir(join(folder, "infra/teams"));
  for (const team of teams) await writeFile(join(folder, `infra/teams/${team.name}.ts`), teamFile(team));
  await rm(join(folder, "policies/config"), { recursive: true });
  await mkdir(join(folder, "policies/config"));
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
