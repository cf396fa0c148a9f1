import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Ended, runProgram } from "./temporary-repository.ts";

export interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export function readAction(repository: string): Action {
  return parse(readFileSync(join(repository, ".github/actions/review/action.yml"), "utf8")) as Action;
}

export interface ActionRun extends Ended {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/**
 * Runs the shell steps of the action as a runner does: expressions resolved, one `bash` a step, outputs handed on, the
 * rest omitted after the first that fails. `from` is the repository that the action is taken from.
 */
export async function runAction(
  from: string,
  options: {
    readonly cwd: string;
    readonly temporary: string;
    readonly inputs?: Readonly<Record<string, string>>;
    readonly contexts?: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<ActionRun> {
  const action = readAction(from);
  const [summary, output] = ["summary", "output"].map((name) => join(options.temporary, name)) as [string, string];
  const known = new Map<string, string>([
    ...Object.entries(action.inputs).map(([name, one]) => [`inputs.${name}`, one.default] as const),
    ["inputs.token", "a-token-of-github"],
    ...Object.entries(options.inputs ?? {}).map(([name, value]) => [`inputs.${name}`, value] as const),
    ["runner.temp", options.temporary],
    ["github.event.pull_request.base.sha", ""],
    ...Object.entries(options.contexts ?? {}),
  ]);
  const resolve = (text: string): string =>
    text.replaceAll(/\$\{\{\s*(.+?)\s*\}\}/g, (_, expression: string) => {
      const value = known.get(expression);
      if (value === undefined) throw new Error(`nothing is known of ${expression}`);
      return value;
    });
  rmSync(summary, { force: true });
  let [status, stdout, stderr] = [0, "", ""];
  for (const { id, run, env } of action.runs.steps) {
    if (run === undefined || status !== 0) continue;
    rmSync(output, { force: true });
    const ended = await runProgram("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
      cwd: options.cwd,
      env: {
        ...options.env,
        ...Object.fromEntries(Object.entries(env ?? {}).map(([name, value]) => [name, resolve(value)])),
        GITHUB_ACTION_PATH: join(from, ".github/actions/review"),
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_OUTPUT: output,
      },
    });
    status = ended.status;
    stdout += ended.stdout;
    stderr += ended.stderr;
    for (const line of textOf(output).split("\n")) {
      const [name, value] = [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)];
      if (id !== undefined && name !== "") known.set(`steps.${id}.outputs.${name}`, value);
    }
  }
  const outputs = Object.entries(action.outputs).flatMap(([name, { value }]) => {
    try {
      return [[name, resolve(value)]];
    } catch {
      return [];
    }
  });
  return { status, stdout, stderr, outputs: Object.fromEntries(outputs), summary: textOf(summary) };
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
