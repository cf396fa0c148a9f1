/** What the handlers do to the world outside. Each has one real implementation, and one for this machine. */
export interface Services {
  readonly texts: TextStore;
  readonly workItems: WorkItems;
  readonly push: PushNotifications;
  readonly moderation: Moderation;
}

/** A text message as it is kept. */
export interface StoredText {
  /** The event's id: the same text saved twice is one row. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly message: string;
  /** ISO 8601. */
  readonly receivedAt: string;
}

export interface TextStore {
  save(text: StoredText): Promise<void>;
}

export interface WorkItem {
  /** The event's id: one event makes one work item, however often it comes. */
  readonly eventId: string;
  readonly title: string;
}

export interface WorkItems {
  create(item: WorkItem): Promise<void>;
}

export interface PushNotifications {
  /** `id`: a notification that was sent before under the same id is replaced. */
  send(id: string, text: string): Promise<void>;
}

export interface Moderation {
  note(messageId: string, thread: string, verdict: "for review" | "passed"): Promise<void>;
}
