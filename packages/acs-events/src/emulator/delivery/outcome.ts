import type { LocalAnswer } from "./local-http.ts";

/** What `lastDeliveryOutcome` of a dead letter can say (Azure docs, delivery-and-retry). */
export type LastDeliveryOutcome =
  | "NotFound"
  | "Disabled"
  | "Full"
  | "Unauthorized"
  | "BadRequest"
  | "TimedOut"
  | "Busy"
  | "PayloadTooLarge"
  | "Probation"
  | "Canceled"
  | "Aborted"
  | "SocketError"
  | "ResolutionError"
  | "Delivering"
  | "SessionQueueNotSupported"
  | "Forbidden"
  | "InvalidAzureFunctionDestination";

/** The two kinds of destination that the retry rules tell apart. */
export type DestinationClass = "webhook" | "azure-resource";

/** How one delivery attempt went, with what to tell a reader. */
export type AttemptOutcome =
  /** `detail`: what took it, where that was no handler. */
  | { readonly kind: "delivered"; readonly status?: number; readonly detail?: string; readonly answer?: string }
  | {
      readonly kind: "failed";
      readonly outcome: LastDeliveryOutcome;
      readonly status?: number;
      readonly detail: string;
      /** What the handler wrote, cut short; only where it wrote something. */
      readonly answer?: string;
      /** Of an attempt that timed out: the answer that came too late, if one did. */
      readonly late?: Promise<LocalAnswer | undefined>;
    }
  /** Nothing on this machine stands for the destination, so nothing can be said of what it would do. */
  | { readonly kind: "not-contacted"; readonly detail: string };

/** The only statuses that acknowledge a delivery (Azure docs, delivery-and-retry). */
const successes = new Set([200, 201, 202, 203, 204]);

/**
 * The documentation names the outcomes but not the statuses behind them, beyond those whose names are the same. For a
 * status that no outcome is named for, such as 500, we say `Aborted`; nothing depends on it.
 */
const outcomes: Readonly<Record<number, LastDeliveryOutcome>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  408: "TimedOut",
  413: "PayloadTooLarge",
  429: "Busy",
  503: "Busy",
};

/** This many characters of an answer are kept: enough for a sentence or a problem. */
const answerLimit = 300;

/** What the answer of a handler means. `limit`: how many milliseconds it had. */
export function outcomeOf(answer: LocalAnswer, limit: number): AttemptOutcome {
  switch (answer.kind) {
    case "answered": {
      const { status } = answer;
      const written = answer.body.trim() === "" ? {} : { answer: beginningOf(answer.body.trim()) };
      if (successes.has(status)) return { kind: "delivered", status, ...written };
      return {
        kind: "failed",
        outcome: outcomes[status] ?? "Aborted",
        status,
        detail: `the handler answered ${status}`,
        ...written,
      };
    }
    case "timed-out":
      return {
        kind: "failed",
        outcome: "TimedOut",
        detail: `the handler did not answer within ${limit / 1000} s`,
        ...(answer.late === undefined ? {} : { late: answer.late }),
      };
    case "no-connection":
      return {
        kind: "failed",
        outcome: "SocketError",
        // Codes of Node's parser of HTTP: somebody answered, and not by its rules.
        detail: answer.code.startsWith("HPE_")
          ? `the handler's answer is not valid HTTP (${answer.code})`
          : `the handler could not be reached (${answer.code})`,
      };
  }
}

function beginningOf(text: string): string {
  return text.length <= answerLimit ? text : `${text.slice(0, answerLimit)}…`;
}
