import type ts from "typescript";
import { byBiome, importStatement, publicNames } from "./team-file.ts";

/** The text with the entry in it, or why only a person should change this file. */
export type Inserted = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

interface Edit {
  readonly at: number;
  readonly insert: string;
}

/**
 * Puts `entry` (as `renderTeamFile` takes them) at the end of the array that a team file's function returns, and what it
 * uses into the import from "#acs-events". All the rest stays as it is, byte for byte. A file that is not the plain
 * `export default team("…", { … }, (stack) => [ … ])`, or a block that ends in `return [ … ]`, is refused with the
 * reason. `typescript` is the compiler's module, which the caller loads.
 */
export function insertEntry(
  typescript: typeof ts,
  text: string,
  { entry, imports }: { readonly entry: string; readonly imports: readonly string[] },
): Inserted {
  const source = typescript.createSourceFile("team.ts", text, typescript.ScriptTarget.Latest, true);
  const mistake = typescript.transpileModule(text, { reportDiagnostics: true, fileName: "team.ts" }).diagnostics?.[0];
  if (mistake !== undefined) {
    const { line } = source.getLineAndCharacterOfPosition(mistake.start ?? 0);
    return no(
      `line ${line + 1} is not TypeScript: ${typescript.flattenDiagnosticMessageText(mistake.messageText, " ")}`,
    );
  }
  const array = arrayOfTeam(typescript, source);
  if (typeof array === "string") return no(array);
  const known = namesImported(typescript, source);
  const missing = [...new Set(imports)].filter((name) => !known.has(name)).sort(byBiome);
  const taken = missing.find((name) => isDeclared(typescript, source, name));
  if (taken !== undefined) return no(`"${taken}" is the name of something else in it`);

  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const edits = [...elementEdits(source, array, entry), ...importEdits(typescript, source, missing)];
  const applied = edits
    .sort((a, b) => b.at - a.at)
    .reduce((sofar, { at, insert }) => sofar.slice(0, at) + insert.replaceAll("\n", lineEnd) + sofar.slice(at), text);
  return { ok: true, text: applied };
}

function no(reason: string): Inserted {
  return { ok: false, reason };
}

/** The array of subscriptions, or why there is none that can be added to. */
function arrayOfTeam(typescript: typeof ts, source: ts.SourceFile): ts.ArrayLiteralExpression | string {
  const exported = source.statements.find(
    (one): one is ts.ExportAssignment => typescript.isExportAssignment(one) && !one.isExportEquals,
  );
  if (exported === undefined) return "it has no `export default`";
  let value = bare(typescript, exported.expression);
  if (typescript.isIdentifier(value)) value = declaredAs(typescript, source, value.text) ?? value;
  if (!typescript.isCallExpression(value) || !isTeamFunction(typescript, source, value.expression)) {
    return "its default export is not a call of `team` from #acs-events";
  }
  const declare = value.arguments[2];
  if (declare === undefined || !(typescript.isArrowFunction(declare) || typescript.isFunctionExpression(declare))) {
    return "the third argument of `team` is not a function that is written there";
  }
  const returned = typescript.isBlock(declare.body) ? onlyReturn(typescript, declare.body) : declare.body;
  if (returned === undefined) return "the function of the team does not end in its only `return`";
  const array = bare(typescript, returned);
  return typescript.isArrayLiteralExpression(array)
    ? array
    : "the function of the team returns no array that is written there";
}

/** Without the parentheses and the types around it. */
function bare(typescript: typeof ts, expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    typescript.isParenthesizedExpression(inner) ||
    typescript.isAsExpression(inner) ||
    typescript.isSatisfiesExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

function declaredAs(typescript: typeof ts, source: ts.SourceFile, name: string): ts.Expression | undefined {
  for (const statement of source.statements) {
    if (!typescript.isVariableStatement(statement)) continue;
    for (const { name: declared, initializer } of statement.declarationList.declarations) {
      if (typescript.isIdentifier(declared) && declared.text === name && initializer !== undefined) {
        return bare(typescript, initializer);
      }
    }
  }
  return undefined;
}

/** Of a block whose last statement is the only `return` of the function. */
function onlyReturn(typescript: typeof ts, block: ts.Block): ts.Expression | undefined {
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node)) return;
    if (typescript.isReturnStatement(node)) count += 1;
    typescript.forEachChild(node, visit);
  };
  typescript.forEachChild(block, visit);
  const last = block.statements.at(-1);
  return count === 1 && last !== undefined && typescript.isReturnStatement(last) ? last.expression : undefined;
}

function isTeamFunction(typescript: typeof ts, source: ts.SourceFile, callee: ts.Expression): boolean {
  if (!typescript.isIdentifier(callee)) return false;
  return publicImports(typescript, source).some(({ elements }) =>
    elements.some(({ name, propertyName }) => name.text === callee.text && (propertyName ?? name).text === "team"),
  );
}

/** The braces of `import { … } from "#acs-events"`; types alone do not count. */
function publicImports(typescript: typeof ts, source: ts.SourceFile): ts.NamedImports[] {
  return source.statements.flatMap((statement) => {
    if (!typescript.isImportDeclaration(statement) || !typescript.isStringLiteral(statement.moduleSpecifier)) return [];
    if (statement.moduleSpecifier.text !== publicNames) return [];
    const clause = statement.importClause;
    if (clause === undefined || clause.phaseModifier === typescript.SyntaxKind.TypeKeyword) return [];
    const bindings = clause.namedBindings;
    return bindings !== undefined && typescript.isNamedImports(bindings) ? [bindings] : [];
  });
}

/** What the file imports from "#acs-events" under its own name, as a value. */
function namesImported(typescript: typeof ts, source: ts.SourceFile): ReadonlySet<string> {
  const names = publicImports(typescript, source).flatMap(({ elements }) =>
    elements.flatMap(({ name, propertyName, isTypeOnly }) =>
      isTypeOnly || (propertyName !== undefined && propertyName.text !== name.text) ? [] : [name.text],
    ),
  );
  return new Set(names);
}

/** Whether anything in the file, at whatever depth, is declared under `name`. */
function isDeclared(typescript: typeof ts, source: ts.SourceFile, name: string): boolean {
  const visit = (node: ts.Node): boolean => {
    const declared = "name" in node ? (node.name as ts.Node | undefined) : undefined;
    const declares =
      declared !== undefined &&
      typescript.isIdentifier(declared) &&
      declared.text === name &&
      !typescript.isPropertyAssignment(node) &&
      !typescript.isPropertyAccessExpression(node) &&
      !typescript.isPropertySignature(node);
    return declares || typescript.forEachChild(node, (child) => visit(child) || undefined) === true;
  };
  return visit(source);
}

function elementEdits(source: ts.SourceFile, array: ts.ArrayLiteralExpression, entry: string): Edit[] {
  const text = source.text;
  const bracket = array.getEnd() - 1;
  const lineStart = text.lastIndexOf("\n", bracket - 1) + 1;
  const margin = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const last = array.elements.at(-1);
  const comma = last === undefined || array.elements.hasTrailingComma ? [] : [{ at: last.getEnd(), insert: "," }];
  const step = margin.includes("\t") ? "\t" : "  ";
  const lines = `${entry.replaceAll(/^(?=.)/gm, `${margin}${step}`)},\n`;
  // With a bracket on a line of its own, the entry goes on the lines before it; otherwise the array is opened up.
  return text.slice(lineStart, bracket).trim() === ""
    ? [{ at: lineStart, insert: lines }, ...comma]
    : [{ at: bracket, insert: `\n${lines}${margin}` }, ...comma];
}

function importEdits(typescript: typeof ts, source: ts.SourceFile, missing: readonly string[]): Edit[] {
  if (missing.length === 0) return [];
  const braces = publicImports(typescript, source)[0];
  // Unreachable as long as `team` has to be imported from there; written out rather than assumed.
  if (braces === undefined) return [{ at: 0, insert: importStatement(missing) }];
  const present = braces.elements.map((element) => ({ name: (element.propertyName ?? element.name).text, element }));
  const last = present.at(-1);
  const places = missing.map((name) => {
    const next = present.find((one) => byBiome(name, one.name) < 0);
    return next !== undefined
      ? { at: next.element.getStart(), insert: `${name}, ` }
      : { at: last?.element.getEnd() ?? braces.getEnd() - 1, insert: `, ${name}` };
  });
  // Names for one place go in together, so that their order is kept.
  return [...Map.groupBy(places, ({ at }) => at)].map(([at, its]) => ({
    at,
    insert: its.map(({ insert }) => insert).join(""),
  }));
}
