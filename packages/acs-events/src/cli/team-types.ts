import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../text/user-error.ts";
import { projectCompiler } from "./project-compiler.ts";

/** A mistake that the compiler found in a team file. */
export interface TypeMistake {
  /** Relative to the project. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * What the TypeScript of the project at `root` says of its team files alone. The project's handlers and policies, which a
 * team file does not use, are not read: `npm run types` checks them, and takes several times as long.
 */
export async function typeMistakes(root: string, teamFiles: readonly string[]): Promise<readonly TypeMistake[]> {
  const compiler = projectCompiler(root);
  if (!compiler.ok) throw new UserError(`The types cannot be checked: ${compiler.reason}.`);
  const { typescript: ts } = compiler;
  const own = join(root, "tsconfig.json");
  const configFile = ts.sys.fileExists(own)
    ? own
    : fileURLToPath(new URL("../../tsconfig.project.json", import.meta.url));
  const read = ts.readConfigFile(configFile, ts.sys.readFile);
  if (read.error !== undefined) {
    throw new UserError(
      `tsconfig.json cannot be read: ${ts.flattenDiagnosticMessageText(read.error.messageText, "\n")}`,
    );
  }
  // Only the options are wanted: without files to look for, nothing else of the project is read.
  const { options } = ts.parseJsonConfigFileContent({ ...read.config, include: [], files: [] }, ts.sys, root);
  const files = teamFiles.map((file) => join(root, file));
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const elsewhere = /^\.\.\/(?:handlers|policies)\//;
  host.resolveModuleNameLiterals = (literals, containing, redirected, settings) =>
    literals.map(({ text }) =>
      elsewhere.test(text)
        ? { resolvedModule: undefined }
        : ts.resolveModuleName(text, containing, settings, host, undefined, redirected, ts.ModuleKind.ESNext),
    );
  const program = ts.createProgram({ rootNames: files, options: { ...options, noEmit: true }, host });
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    if (source === undefined) return [];
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((one): TypeMistake => {
      const { line, character } = source.getLineAndCharacterOfPosition(one.start ?? 0);
      return {
        file: relative(root, file).replaceAll("\\", "/"),
        line: line + 1,
        column: character + 1,
        message: inPlainWords(ts.flattenDiagnosticMessageText(one.messageText, "\n")),
      };
    });
  });
}

/**
 * What the compiler says of a filter, without the type around it: the sentence of a `FilterTypeError` is all of the message
 * that a person can use. Any other message stays as it is.
 */
export function inPlainWords(message: string): string {
  const sentence = /^Type '[^\n]*' is not assignable to type 'FilterTypeError<"([^\n]+)">'\.$/.exec(message)?.[1];
  if (sentence === undefined) return message;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
