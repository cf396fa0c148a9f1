/** Something the reader of a rehearsal should know, and that no real Azure would say. */
export interface Notice {
  /** Kebab-case and permanent. */
  readonly id: string;
  /** The resource that it is about. */
  readonly resourceId: string;
  readonly message: string;
}
