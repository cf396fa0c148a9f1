import { buildFindings } from "../filter-builder/findings.ts";
import { filterRules } from "../filter-rules/index.ts";
import { setsRule } from "../filter-sets/index.ts";
import { armFindings } from "../filters/azure-json/arm-findings.ts";
import type { FindingDefinition, FindingDefinitions } from "../filters/finding-definitions.ts";
import { policyFindings } from "../policies/policy-findings.ts";
import { findingDefinitions as reviewFindings } from "../review/finding-definitions.ts";
import { readingFindings } from "../subscription-set/reading-findings.ts";
import { setFindings, subscriptionRules, topicFindings } from "../subscription-set/rules/index.ts";
import { adoptionFindings } from "../team-files/adopt/adoption-findings.ts";
import { firstSentence, markdownTable, type ReferencePage } from "./page.ts";

/** Findings that belong together, and the command that reports them. */
export interface FindingSection {
  readonly title: string;
  readonly reportedBy: string;
  readonly definitions: readonly FindingDefinitions[];
}

/** Every finding there is, in the order of the index. A new room with findings adds a line here. */
export const findingSections: readonly FindingSection[] = [
  { title: "Reading subscriptions", reportedBy: "check", definitions: [readingFindings] },
  { title: "Reading a filter", reportedBy: "check", definitions: [armFindings] },
  { title: "Building a filter", reportedBy: "plan", definitions: [buildFindings] },
  { title: "Filters", reportedBy: "check", definitions: filterRules.map(({ findings }) => findings) },
  { title: "What conditions mean together", reportedBy: "check", definitions: [setsRule.findings] },
  { title: "Subscriptions", reportedBy: "check", definitions: subscriptionRules.map(({ findings }) => findings) },
  { title: "Subscriptions of one topic", reportedBy: "check", definitions: [setFindings, topicFindings] },
  { title: "Policies", reportedBy: "check", definitions: [policyFindings] },
  { title: "A change of subscriptions", reportedBy: "review", definitions: [reviewFindings] },
  { title: "An import", reportedBy: "import", definitions: [adoptionFindings] },
];

const levels: Readonly<Record<FindingDefinition["level"], string>> = {
  error: "error: Azure refuses it, or it can never do what it says.",
  warning: "warning: probably not meant, or events can be lost.",
  info: "info: good to know.",
};

const levelsOfReview: Readonly<Record<FindingDefinition["level"], string>> = {
  error: "error: nobody receives certain events any more, or a filter never matches.",
  warning: "warning: somebody should look at it before it is merged.",
  info: "info: good to know.",
};

interface Meaning {
  readonly id: string;
  readonly section: FindingSection;
  readonly definition: FindingDefinition;
}

/** Every id with what it means: `filter-never-matches`, for example, is reported by `check` and by `review`. */
function allMeanings(): ReadonlyMap<string, readonly Meaning[]> {
  const all = findingSections.flatMap((section) =>
    section.definitions.flatMap((one) =>
      Object.entries<FindingDefinition>(one).map(([id, definition]): Meaning => ({ id, section, definition })),
    ),
  );
  return Map.groupBy(all, ({ id }) => id);
}

export function findingPages(): readonly ReferencePage[] {
  return [...allMeanings()].map(([id, meanings]) => ({
    kind: "finding",
    id,
    summary: firstSentence(meanings[0]?.definition.says ?? ""),
    markdown: [
      `# ${id}`,
      ...meanings.flatMap((one) => meaningOf(one, meanings.length > 1)),
      "[All findings](index.md)",
    ].join("\n\n"),
  }));
}

function meaningOf({ section, definition }: Meaning, isOneOfSeveral: boolean): readonly string[] {
  const { level, says, todo } = definition;
  const verb = `\`acs-events ${section.reportedBy}\``;
  const words = section.reportedBy === "review" ? levelsOfReview : levels;
  const depth = isOneOfSeveral ? "###" : "##";
  return [
    ...(isOneOfSeveral ? [`## In ${verb}`] : []),
    `Level ${words[level]}`,
    ...azureOf(definition),
    ...(isOneOfSeveral ? [] : [`Reported by ${verb}, in the group "${section.title}".`]),
    `${depth} What it means`,
    says,
    `${depth} What to do`,
    todo,
  ];
}

function azureOf({ azure, azureUnproven }: FindingDefinition): readonly string[] {
  if (azure === undefined) return [];
  return azureUnproven
    ? [
        "By the documentation, Azure refuses such a subscription. Recordings of other event sources show that Azure accepted one.",
      ]
    : ["Azure refuses such a subscription."];
}

/** The index of all findings: a table a section. */
export function findingIndex(): string {
  const tables = findingSections.map(({ title, definitions }) => {
    const rows = definitions
      .flatMap((one) => Object.entries<FindingDefinition>(one))
      .map(([id, { level, azure, azureUnproven, says }]) => [
        `[${id}](${id}.md)`,
        level,
        azure === undefined ? "" : azureUnproven ? "by the documentation" : "yes",
        firstSentence(says),
      ]);
    return `## ${title}\n\n${markdownTable(["finding", "level", "Azure refuses it", "what it means"], rows)}`;
  });
  return [
    "# Findings",
    "Every finding of `check`, `review`, `import` and `plan`. An id never changes its meaning. [About findings](../../findings.md) says how to read one.",
    ...tables,
  ].join("\n\n");
}
