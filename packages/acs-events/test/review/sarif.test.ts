import { expect, test } from "vitest";
import { reviewFindings } from "../../src/review/change.ts";
import { renderSarif } from "../../src/review/sarif.ts";
import { sharedReview } from "./shared-review.ts";

const log = JSON.parse(renderSarif(sharedReview(), "infra/plans/dev.json"));
const [run] = log.runs;

test("every finding is a rule with its words", () => {
  const own = Object.keys(reviewFindings);
  expect(run.tool.driver.rules.slice(0, own.length).map(({ id }: { id: string }) => id)).toEqual(own);
  for (const rule of run.tool.driver.rules) expect(rule.shortDescription.text).toMatch(/\w.*\.$/);
});

test("every result names its rule, a line and a fingerprint of its own", () => {
  expect(run.results.length).toBeGreaterThan(5);
  for (const result of run.results) {
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result.locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
  }
  const ofChanges = run.results.filter(({ ruleId }: { ruleId: string }) => !ruleId.startsWith("acceptance-"));
  const fingerprints = ofChanges.map((one: { partialFingerprints: object }) => JSON.stringify(one.partialFingerprints));
  expect(new Set(fingerprints).size).toBe(ofChanges.length);
});

test("what is accepted is suppressed, with the reason", () => {
  const suppressed = run.results.filter((one: { suppressions?: unknown }) => one.suppressions !== undefined);
  expect(suppressed).toMatchObject([
    {
      ruleId: "subscription-removed",
      suppressions: [{ kind: "external", justification: "Quality reads the archive." }],
    },
  ]);
});

test("a file's name is a URI relative to the repository", () => {
  const [{ artifactLocation }] = run.results
    .filter(({ message }: { message: { text: string } }) => message.text.startsWith("billing-reports"))
    .map(({ locations }: { locations: { physicalLocation: object }[] }) => locations[0]?.physicalLocation);
  expect(artifactLocation).toEqual({ uri: "infra/teams/billing,%20and%20more.ts", uriBaseId: "%SRCROOT%" });
});
