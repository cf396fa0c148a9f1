import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type ts from "typescript";
import type { Problem } from "../plan/problem.ts";

/**
 * The problems with the line of each mistake inside a `filter()`: what throws knows only the line of the call, so the
 * team file is read again. Mistakes of one filter become one problem each. A problem stays as it is where nothing is
 * found: the file has another form, or the TypeScript compiler is not installed.
 */
export async function withFilterPlaces(root: string, problems: readonly Problem[]): Promise<readonly Problem[]> {
  if (problems.every(({ findings }) => findings === undefined)) return problems;
  const typescript = await import("typescript").then(
    (module) => module.default,
    () => undefined,
  );
  // TypeScript 7 is a native program, without functions to call.
  if (typeof typescript?.createSourceFile !== "function") return problems;
  const placed = await Promise.all(problems.map((problem) => placesOf(typescript, root, problem)));
  return placed.flat();
}

async function placesOf(typescript: typeof ts, root: string, problem: Problem): Promise<readonly Problem[]> {
  const { findings, declaredAt, ...rest } = problem;
  if (findings === undefined || declaredAt === undefined) return [problem];
  const text = await readFile(join(root, declaredAt.file), "utf8").catch(() => undefined);
  if (text === undefined) return [problem];
  const source = typescript.createSourceFile(declaredAt.file, text, typescript.ScriptTarget.Latest, true);
  const options = optionsAt(typescript, source, declaredAt.line);
  if (options === undefined) return [problem];
  return findings.map(({ path, message, value }) => {
    const node = nodeOf(typescript, options, path, value);
    const line = node === undefined ? declaredAt.line : lineOf(source, node);
    return { ...rest, message: `${path}: ${message}`, declaredAt: { file: declaredAt.file, line } };
  });
}

/** The options of the one filter that is called in this line; undefined where there is none, or several. */
function optionsAt(typescript: typeof ts, source: ts.SourceFile, line: number): ts.ObjectLiteralExpression | undefined {
  const found: ts.ObjectLiteralExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isCallExpression(node) && lineOf(source, nameOf(typescript, node)) === line) {
      const [first] = node.arguments;
      const options = first === undefined ? undefined : bare(typescript, first);
      if (options !== undefined && typescript.isObjectLiteralExpression(options)) {
        if (property(typescript, options, ["eventTypes", "includedEventTypes"]) !== undefined) found.push(options);
      }
    }
    typescript.forEachChild(node, visit);
  };
  visit(source);
  return found.length === 1 ? found[0] : undefined;
}

/** Where V8 says that a call is: at the name of what is called. */
function nameOf(typescript: typeof ts, { expression }: ts.CallExpression): ts.Node {
  return typescript.isPropertyAccessExpression(expression) ? expression.name : expression;
}

/** Names in Azure's JSON, and what `filter()` calls the same. */
const writtenAs: Readonly<Record<string, readonly string[]>> = {
  includedEventTypes: ["eventTypes", "includedEventTypes"],
  advancedFilters: ["where", "advancedFilters"],
};

/** What a finding is about: the option of its path, or the element in it. */
function nodeOf(typescript: typeof ts, options: ts.ObjectLiteralExpression, path: string, value: unknown) {
  const [, name = "", index] = /^filter\.(\w+)(?:\[(\d+)\])?/.exec(path) ?? [];
  const option = property(typescript, options, writtenAs[name] ?? [name]);
  if (option === undefined || index === undefined || !typescript.isPropertyAssignment(option)) return option;
  const elements = elementsOf(typescript, option.initializer);
  // Event types are sorted before they are judged, so that one is found by its name.
  const element =
    name === "includedEventTypes"
      ? elements?.find((one) => typescript.isStringLiteralLike(one) && one.text === value)
      : elements?.[Number(index)];
  return element ?? option;
}

function property(typescript: typeof ts, options: ts.ObjectLiteralExpression, names: readonly string[]) {
  return options.properties.find(
    ({ name }) => name !== undefined && typescript.isIdentifier(name) && names.includes(name.text),
  );
}

/** The elements of a list, or of the list that a function returns; undefined where not all of them are written there. */
function elementsOf(typescript: typeof ts, value: ts.Expression): readonly ts.Expression[] | undefined {
  const list = bare(typescript, value);
  if (typescript.isArrowFunction(list)) {
    if (!typescript.isBlock(list.body)) return elementsOf(typescript, list.body);
    const last = list.body.statements.at(-1);
    return last !== undefined && typescript.isReturnStatement(last) && last.expression !== undefined
      ? elementsOf(typescript, last.expression)
      : undefined;
  }
  if (!typescript.isArrayLiteralExpression(list) || list.elements.some(typescript.isSpreadElement)) return undefined;
  return list.elements.map((one) => bare(typescript, one));
}

/** Without the parentheses and the types around it. */
function bare(typescript: typeof ts, expression: ts.Expression): ts.Expression {
  return typescript.isParenthesizedExpression(expression) ||
    typescript.isAsExpression(expression) ||
    typescript.isSatisfiesExpression(expression)
    ? bare(typescript, expression.expression)
    : expression;
}

function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}
