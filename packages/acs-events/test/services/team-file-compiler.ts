import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { sampleRoot } from "../sample-project.ts";

/** What the compiler says of a file. */
export interface CompilerMistake {
  readonly file: string;
  /** The text of the line. */
  readonly line: string;
  readonly message: string;
}

const settings = fileURLToPath(new URL("../../tsconfig.project.json", import.meta.url));

/** Parsed once for all programs: nearly all of them are declarations that no test changes. */
const parsed = new Map<string, ts.SourceFile | undefined>();
let former: ts.Program | undefined;

/**
 * What the compiler says of team files that exist only here, by the settings that every project extends.
 * @param files path below the sample project to text
 */
export function mistakesIn(files: ReadonlyMap<string, string>): readonly CompilerMistake[] {
  const texts = new Map([...files].map(([file, text]) => [join(sampleRoot, file), text]));
  const { config, error } = ts.readConfigFile(settings, ts.sys.readFile);
  if (error !== undefined) throw new Error(`${settings} cannot be read`);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, sampleRoot);
  // A team file needs no ambient types; they are most of the time.
  const own = { ...options, types: [], incremental: false };
  Reflect.deleteProperty(own, "tsBuildInfoFile");
  const host = ts.createCompilerHost(own);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, language, ...rest) => {
    const text = texts.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, language, true);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, language, ...rest));
    return parsed.get(name);
  };
  const program = ts.createProgram([...texts.keys()], own, host, former);
  former = program;
  return [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(join(sampleRoot, file));
    const lines = files.get(file)?.split("\n") ?? [];
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((one) => ({
      file,
      line: lines[source?.getLineAndCharacterOfPosition(one.start ?? 0).line ?? 0]?.trim() ?? "",
      message: ts.flattenDiagnosticMessageText(one.messageText, " ").slice(0, 300),
    }));
  });
}
