/**
 * Why a deployment failed, in the engine's and the program's own words.
 * @param error what the Automation API threw: it repeats everything that the command printed, with a command line around.
 * @param messages the errors that the engine reported; it reports none where it could not begin.
 */
export function reasonsOf(error: unknown, messages: readonly string[]): readonly string[] {
  const said = messages.filter((message) => !isConclusion(message)).map(withoutCount);
  if (said.length > 0) return [...new Set(said)];
  const text = error instanceof Error ? error.message : String(error);
  const lines = [...text.matchAll(/^\s*error: (.+)$/gm)].map(([, line = ""]) => line.trim());
  const own = [...new Set(lines)].filter((line) => !isConclusion(line));
  return own.length > 0 ? own : [text.trim()];
}

/** What the engine says behind the reasons; no reason by itself. */
export function isConclusion(message: string): boolean {
  return /^(?:update|preview) failed$/.test(message.trim());
}

/** The engine's library counts the errors of a resource even where there is one. */
function withoutCount(message: string): string {
  return message.trim().replace(/^1 error occurred:\s+\* /, "");
}
