/** Where in the repository a subscription is declared. */
export interface DeclaredAt {
  /** Relative to the repository, with forward slashes: `infra/teams/support.ts`. */
  readonly file: string;
  /** 1 is the first line. */
  readonly line: number;
}

const repository = new URL("../../../../", import.meta.url).href;
/** Frames in these folders are our own machinery (templates among them); the line that people look for is below them. */
const machinery = ["infra/subscriptions/", "infra/filters/", "infra/catalog/"];

/**
 * The place in a team file that is being run now, read off the stack. Node strips types without moving a line, so that
 * the numbers are those of the file. Undefined when no frame lies in this repository outside the machinery.
 */
export function declaredAt(): DeclaredAt | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 25;
  const stack = new Error().stack ?? "";
  Error.stackTraceLimit = limit;
  return findFrame(stack);
}

/** The first frame of a V8 stack that lies in this repository and is not our machinery. */
export function findFrame(stack: string): DeclaredAt | undefined {
  for (const frame of stack.split("\n")) {
    const place = /(file:\/\/\S+?):(\d+):\d+\)?$/.exec(frame) ?? /(\/\S+?):(\d+):\d+\)?$/.exec(frame);
    if (!place?.[1]) continue;
    const url = place[1].startsWith("file:") ? place[1] : `file://${place[1]}`;
    const path = url.split("?")[0] ?? url;
    if (!path.startsWith(repository)) continue;
    const file = decodeURIComponent(path.slice(repository.length));
    if (file.startsWith("node_modules/") || machinery.some((folder) => file.startsWith(folder))) continue;
    return { file, line: Number(place[2]) };
  }
  return undefined;
}
