import { pathToFileURL } from "node:url";

/** What an error says, with the file and the line of the project in `root` where it was thrown, where that is known. */
export function whatAndWhere(error: unknown, root: string): string {
  if (!(error instanceof Error)) return String(error);
  const { message, stack = "" } = error;
  for (const start of [`${pathToFileURL(root).href}/`, `${root}/`]) {
    const from = stack.indexOf(start);
    const [, file, line] = from === -1 ? [] : (/^([^\s:)]+):(\d+)/.exec(stack.slice(from + start.length)) ?? []);
    if (file !== undefined && !file.includes("node_modules/")) return `${message} (${decodeURI(file)}:${line})`;
  }
  return message;
}
