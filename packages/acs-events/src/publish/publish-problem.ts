import { UserError } from "../text/user-error.ts";

/**
 * Why the handlers could not be published. The message is one sentence or two, what happened and what to do, and the id.
 * `id` is kebab-case and permanent (docs/publish.md lists every id).
 */
export class PublishProblem extends UserError {
  readonly id: PublishProblemId;
  constructor(id: PublishProblemId, message: string) {
    super(`${message} [${id}]`);
    this.id = id;
  }
}

export const publishProblemIds = [
  "bundle-fails",
  "no-handlers",
  "not-signed-in-to-site",
  "not-allowed",
  "no-such-app",
  "no-scm-host",
  "not-flex-consumption",
  "another-deployment",
  "container-not-accessible",
  "package-refused",
  "site-unavailable",
  "deployment-failed",
  "deployment-took-too-long",
  "functions-missing",
] as const;

export type PublishProblemId = (typeof publishProblemIds)[number];
