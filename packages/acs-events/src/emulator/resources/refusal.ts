/** What Azure would answer to a request that it does not carry out. */
export interface Refusal {
  /** Kebab-case and permanent. */
  readonly id: string;
  /** The property that is at fault, in the terms of azure-native's inputs; absent when it is the whole request. */
  readonly path?: string;
  readonly message: string;
  /** Whether `message` is what Azure is known to say; otherwise the rule is Azure's and the words are ours. */
  readonly cited: boolean;
  /** Azure's error code, where it is known. */
  readonly code?: string;
}

/** What is behind a message that Azure is not known to say so. */
export const ownWords = "the rule is Azure's, the words are the local Azure's";

/** A refusal in the words of the local Azure: what is wrong, the value given, what is allowed. */
export function refusal(id: string, path: string | undefined, message: string): Refusal {
  return Object.freeze({ id, ...(path === undefined ? {} : { path }), message, cited: false });
}

/** A refusal in Azure's own words, as users have published them (the source is beside each use). */
export function citedRefusal(id: string, path: string, code: string, message: string): Refusal {
  return Object.freeze({ id, path, message, code, cited: true });
}

/** A refusal whose code is Azure's and whose words are the local Azure's. */
export function codedRefusal(id: string, code: string, message: string): Refusal {
  return Object.freeze({ id, message, code, cited: false });
}

/** All refusals of one request as the text of one error; `about` says what was refused: `to create the system topic "a"`. */
export function renderRefusals(about: string, refusals: readonly Refusal[]): string {
  const [first, ...others] = refusals.map(renderRefusal);
  if (others.length === 0) return `Azure refuses ${about}: ${first ?? "no reason given"}`;
  return [`Azure refuses ${about}:`, ...[first, ...others].map((line) => `- ${line}`)].join("\n");
}

function renderRefusal({ path, message, cited, code }: Refusal): string {
  if (cited) return `Code="${code ?? ""}" Message="${message}"`;
  const words = `${path === undefined ? "" : `${path}: `}${message} (${ownWords})`;
  return code === undefined ? words : `Code="${code}" Message="${words}"`;
}
