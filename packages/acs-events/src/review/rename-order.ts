/**
 * What happens to a subscription under its old name, by what deploys the new one. `create-first`: Pulumi, and Terraform
 * with `create_before_destroy`. `delete-first`: Terraform otherwise (docs, the lifecycle meta-argument). `unordered`: two
 * resources of Terraform, which wait for nothing of each other. `not-deleted`: a template, whose deployment in the mode
 * Incremental leaves alone what is not in it (docs, deployment modes).
 */
export type RenameOrder = "create-first" | "delete-first" | "unordered" | "not-deleted";

/** What a rename is judged by. */
export interface RenameOptions {
  /** ISO date or time: what has expired by then receives nothing. Without it nothing depends on the date. */
  readonly today?: string;
  /** Whether the old one is deleted before what has this name is created; Pulumi creates first. */
  readonly renameOrder?: ((now: string) => RenameOrder) | undefined;
}
