import { findProject } from "../../project/project.ts";
import { runningIn } from "../../rehearsal/watch/dev-folder.ts";
import { UserError } from "../../text/user-error.ts";
import { currentFolder } from "../current-folder.ts";

export interface Where {
  /** The address of ARM, as `dev` prints it. */
  readonly toAddress?: string | undefined;
  /** Of which stack, where several run. */
  readonly stack?: string | undefined;
}

/** The address of the local Azure that runs for this project, or the one that is given. Throws a `UserError` for none. */
export function findLocalAzure({ toAddress, stack }: Where): string {
  if (toAddress !== undefined) return localAddress(toAddress);
  const project = findProject(currentFolder());
  const running = project === undefined ? [] : runningIn(project.root);
  const wanted = running.filter((one) => stack === undefined || one.stack === stack);
  const [one, ...others] = wanted;
  if (one !== undefined && others.length === 0) return one.arm;
  if (one !== undefined) {
    throw new UserError(
      `Several local Azures run here: ${wanted.map((each) => each.stack).join(", ")}. Write --stack with one of them.`,
    );
  }
  const of = stack === undefined ? "" : ` of the stack "${stack}"`;
  throw new UserError(
    `No local Azure${of} runs here. Start one: npx acs-events dev. Or write --to-address with the address of ARM that it prints.`,
  );
}

function localAddress(text: string): string {
  const url = URL.parse(text);
  const isLocal = url !== null && /^https?:$/.test(url.protocol) && /^(?:127\.0\.0\.1|localhost)$/.test(url.hostname);
  if (isLocal) return url.origin.replace("//localhost", "//127.0.0.1");
  throw new UserError(`Invalid address ${JSON.stringify(text)}: write that of ARM, for example http://127.0.0.1:4577.`);
}
