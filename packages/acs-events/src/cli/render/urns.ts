import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Plan } from "../../plan/plan.ts";
import { repository } from "../../project/repository.ts";
import { subscriptionUrn } from "../../pulumi/type-tokens.ts";

const project = z.object({ name: z.string() });

/** What the engine calls the subscriptions of `plan` while they belong to the stack that has the topic, one a line. */
export function renderUrns({ stack, subscriptions }: Plan): string {
  const { name: projectName } = project.parse(parse(readFileSync(join(repository, "Pulumi.yaml"), "utf8")));
  return subscriptions.map(({ name }) => `${subscriptionUrn(stack, projectName, name)}\n`).join("");
}
