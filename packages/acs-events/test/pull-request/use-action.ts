import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordingServer } from "./recording-server.ts";
import { type ActionRun, runAction } from "./run-action.ts";
import type { TemporaryRepository } from "./temporary-repository.ts";

export interface Use {
  readonly checkout?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly contexts?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly fork?: boolean;
  readonly cwd?: string;
}

/** Uses the action in a pull request, as its workflow does. */
export function useAction(
  { its, server }: { readonly its: TemporaryRepository; readonly server: RecordingServer },
  { checkout, inputs = {}, contexts = {}, env = {}, fork = false, cwd = its.folder }: Use,
): Promise<ActionRun> {
  if (checkout !== undefined) its.git("checkout", "--quiet", "--force", "--detach", checkout);
  const event = join(its.temporary, "event.json");
  const head = { repo: { full_name: fork ? "somebody/events" : "contoso/events" } };
  writeFileSync(
    event,
    JSON.stringify({ pull_request: { number: 7, head, base: { repo: { full_name: "contoso/events" } } } }),
  );
  return runAction(its.folder, {
    cwd,
    temporary: its.temporary,
    inputs,
    contexts,
    env: {
      GITHUB_REF: "refs/pull/7/merge",
      GITHUB_API_URL: server.url,
      GITHUB_REPOSITORY: "contoso/events",
      GITHUB_EVENT_PATH: event,
      ...env,
    },
  });
}
