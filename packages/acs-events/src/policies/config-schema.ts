import { enforcementLevels } from "./policy-config.ts";
import { rules as builtInRules } from "./rules/index.ts";
import type { Parameter } from "./rules/parameters.ts";
import type { Rule } from "./rules/rule.ts";

/** A JSON Schema, as far as it is used here. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schema of what a stack may say of one rule, without the level, which CrossGuard adds itself. */
export function settingsSchema(rule: Rule): Readonly<Record<string, JsonSchema>> {
  return {
    ...Object.fromEntries(Object.entries(rule.parameters).map(([name, one]) => [name, parameterSchema(one)])),
    exceptions: exceptionsSchema,
  };
}

/** The schema of a whole `--policy-pack-config` file, for editors; kept in config.schema.json. */
export function configSchema(rules: readonly Rule[] = builtInRules): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Levels, parameters and exceptions of the policies, for one stack",
    type: "object",
    additionalProperties: ownRuleSchema,
    properties: {
      all: { ...levelSchema, description: "The level of every rule that says none of its own." },
      ...Object.fromEntries(rules.map((rule) => [rule.name, ruleSchema(rule)])),
    },
  };
}

const levelSchema = { type: "string", enum: enforcementLevels } as const;

const exceptionsSchema = {
  description: "What the rule does not apply to, for a reason and for a time.",
  type: "array",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["reason", "expires"],
    oneOf: [{ required: ["subscription"] }, { required: ["resource"] }],
    properties: {
      subscription: { type: "string", description: "The subscription, by its name in Azure." },
      resource: { type: "string", description: "The resource, by its name in the program." },
      reason: { type: "string", minLength: 1 },
      expires: {
        type: "string",
        pattern: "^\\d{4}-\\d{2}-\\d{2}$",
        description: "The last day on which it holds, such as 2027-01-31.",
      },
    },
  },
} as const;

/** A rule of a project's own: its parameters are known to `check` and to the engine, and not to this file. */
const ownRuleSchema: JsonSchema = {
  description: "A rule of your own (policies/rules.ts). `acs-events check` says where there is no rule of that name.",
  oneOf: [levelSchema, { type: "object", properties: { enforcementLevel: levelSchema, exceptions: exceptionsSchema } }],
};

function ruleSchema(rule: Rule): JsonSchema {
  return {
    description: `${rule.description} Default: ${rule.level}.`,
    oneOf: [
      levelSchema,
      {
        type: "object",
        additionalProperties: false,
        properties: { enforcementLevel: levelSchema, ...settingsSchema(rule) },
      },
    ],
  };
}

function parameterSchema(parameter: Parameter): JsonSchema {
  const { description } = parameter;
  const fallback = parameter.default === undefined ? {} : { default: parameter.default };
  switch (parameter.type) {
    case "integer": {
      const { minimum, maximum } = parameter;
      return { type: "integer", description, minimum, ...(maximum === undefined ? {} : { maximum }), ...fallback };
    }
    case "pattern":
      return { type: "string", format: "regex", description, ...fallback };
    case "list": {
      const items = parameter.oneOf === undefined ? { type: "string" } : { type: "string", enum: parameter.oneOf };
      return { type: "array", items, description, ...fallback };
    }
  }
}
