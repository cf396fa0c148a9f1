import { findProject, type Project } from "../project/project.ts";
import { UserError } from "../text/user-error.ts";
import { currentCommand } from "./current-folder.ts";

/** The project that the command was given in. Throws a `UserError` where there is none. */
export function currentProject(): Project {
  const command = currentCommand();
  command.project ??= findProject(command.folder);
  if (command.project !== undefined) return command.project;
  throw new UserError(
    `There is no Pulumi.yaml in ${command.folder} or a folder above it. Go to a project, or make one: npx acs-events init my-events`,
  );
}
