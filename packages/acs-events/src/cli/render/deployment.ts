import pc from "picocolors";
import type { Operation } from "../../deployment/attempt.ts";
import type { DeploymentProgress, StackResult, StackToDeploy } from "../../deployment/deploy-stacks.ts";
import type { DeploymentReport } from "../../deployment/report.ts";
import { renderTable } from "./table.ts";

const done: Readonly<Record<Operation, string>> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  same: "unchanged",
};

const previewed: Readonly<Record<Operation, string>> = {
  create: "to create",
  update: "to update",
  replace: "to replace",
  delete: "to delete",
  same: "unchanged",
};

/** One line about a stack; undefined for what is not worth one: on a terminal, its running is seen below the lines. */
export function renderDeploymentStep(
  step: DeploymentProgress<StackToDeploy>,
  preview: boolean,
  isTerminal: boolean,
): string | undefined {
  const { stack } = step.stack;
  switch (step.kind) {
    case "running":
      if (isTerminal) return undefined;
      return pc.dim(`  ${stack} ${step.attempt === 1 ? "begins" : `begins again, attempt ${step.attempt}`}`);
    case "waiting":
      return pc.yellow(`  ${stack} waits ${seconds(step.milliseconds / 1_000)}: ${step.reason}`);
    case "finished": {
      const { outcome, reasons, seconds: taken } = step.result;
      if (outcome === "stopped") return `${pc.yellow("–")} ${stack} ${notDone(step.result, preview)}`;
      if (outcome === "failed") return `${pc.red("✗")} ${stack} ${pc.red(`failed: ${firstLine(reasons[0] ?? "")}`)}`;
      return `${pc.green("✓")} ${stack} ${changes(step.result, preview) || "no event subscriptions"} ${pc.dim(`(${seconds(taken)})`)}`;
    }
  }
}

/** The current step of a deployment in one line. @param total the number of stacks. */
export function statusLine(total: number): (step: DeploymentProgress<StackToDeploy>) => string {
  const running = new Set<string>();
  const waiting = new Set<string>();
  let finished = 0;
  return (step) => {
    const { stack } = step.stack;
    running.delete(stack);
    waiting.delete(stack);
    if (step.kind === "running") running.add(stack);
    if (step.kind === "waiting") waiting.add(stack);
    if (step.kind === "finished") finished += 1;
    if (finished === total) return "";
    return [
      `${finished} of ${total}`,
      ...(running.size === 0 ? [] : [`running: ${[...running].join(", ")}`]),
      ...(waiting.size === 0 ? [] : [`waiting: ${[...waiting].join(", ")}`]),
    ].join(" · ");
  };
}

/** The whole of it: a table of the stacks, why some failed, and a sentence. */
export function renderDeployment({ stacks, summary, preview }: DeploymentReport): string {
  const rows = stacks.map((one) => [
    one.stack,
    outcome(one, preview),
    changes(one, preview) || "–",
    one.attempts > 1 ? String(one.attempts) : "",
    one.attempts === 0 ? "" : seconds(one.seconds),
  ]);
  const failed = stacks.filter((one) => one.outcome === "failed");
  return [
    renderTable(["stack", "outcome", "event subscriptions", "attempts", "time"], rows),
    ...failed.map(({ stack, reasons }) => `${pc.red(stack)}\n${reasons.map(indented).join("\n")}`),
    sentence(summary, stacks.length, preview),
  ].join("\n\n");
}

function outcome(result: StackResult, preview: boolean): string {
  switch (result.outcome) {
    case "done":
      if (result.created) return pc.green(preview ? "new" : "created");
      return pc.green(preview ? "previewed" : "deployed");
    case "failed":
      return pc.red("failed");
    case "stopped":
      return pc.yellow(notDone(result, preview));
  }
}

function notDone({ attempts }: StackResult, preview: boolean): string {
  if (attempts > 0) return "interrupted";
  return preview ? "not previewed" : "not deployed";
}

/** `2 created, 1 unchanged`. */
function changes({ changes }: StackResult, preview: boolean): string {
  const words = preview ? previewed : done;
  return (Object.keys(words) as Operation[])
    .flatMap((operation) => {
      const number = changes[operation] ?? 0;
      return number === 0 ? [] : [`${number} ${words[operation]}`];
    })
    .join(", ");
}

function sentence(
  { done, failed, stopped, seconds: taken }: DeploymentReport["summary"],
  total: number,
  preview: boolean,
) {
  const all = `${done} of ${total} ${total === 1 ? "stack" : "stacks"} ${preview ? "previewed" : "deployed"}`;
  const others = [...(failed === 0 ? [] : [`${failed} failed`]), ...(stopped === 0 ? [] : [`${stopped} not`])];
  return pc.bold(`${[all, ...others].join(", ")}, in ${seconds(taken)}.`);
}

function seconds(number: number): string {
  return `${number.toFixed(number < 100 ? 1 : 0)} s`;
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
