/** Why the set-up cannot go on, as one message for a person; any other error is a defect of the set-up itself. */
export class SetupProblem extends Error {
  /** @override */
  name = "SetupProblem";
}
