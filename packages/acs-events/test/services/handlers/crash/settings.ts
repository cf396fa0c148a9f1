/** What the test tells a process that it is going to kill. */
export interface ChildSettings {
  readonly mode: "worker" | "server";
  readonly inbox: { readonly file: string } | { readonly table: string };
  readonly connectionString: string;
  readonly queue: string;
  /** Where effects are written, a line each. */
  readonly folder: string;
  /** How many deliveries are in work at the same time: the most that one kill interrupts. */
  readonly concurrency: number;
  readonly relayConcurrency: number;
}

export type Effect = "plain" | "once" | "sent";
