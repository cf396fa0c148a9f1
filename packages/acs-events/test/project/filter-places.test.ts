import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Problem } from "../../src/plan/problem.ts";
import { withFilterPlaces } from "../../src/project/filter-places.ts";
import { planOf } from "../../src/project/plan-of.ts";
import { workingTree } from "../../src/project/project.ts";
import { withRepository } from "../cli/new/temporary-repository.ts";

const file = "infra/teams/care.ts";
const text = `import { filter, rawFilter, subscription, team } from "#acs-events";

export default team("care", { owner: "care@contoso.example" }, () => [
  subscription("texts", {
    filter: filter({
      eventTypes: [
        "Microsoft.Communication.SMSReceived",
        ("Microsoft.Communication.SmsSent" as never),
      ],
      subjectBeginsWith: "phonenumber/1206" as never,
      where: (event) => [
        event.data.from.isIn("1206"),
        event.data
          .outcome.isIn("x"),
      ],
      sender: "us",
    }),
  }),
  subscription("calls", {
    filter: filter({ eventTypes: callTypes, where: (event) => { return [...shared, event.data.a.exists()]; } }),
  }),
  subscription("raw", {
    filter: acsEvents.rawFilter({
      includedEventTypes: ["All"],
      advancedFilters: [
        { operatorType: "StringIn", key: "data.a", values: [] },
      ],
    }),
  }),
  ...[filter({ eventTypes: one }), filter({ eventTypes: another })].map(made),
]);
`;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "filter-places-"));
  await mkdir(join(root, "infra/teams"), { recursive: true });
  await writeFile(join(root, file), text);
});
afterAll(() => rm(root, { recursive: true }));

const problemAt = (line: number, ...paths: readonly (readonly [path: string, value?: unknown])[]): Problem => ({
  id: "team-file-fails",
  path: file,
  message: "several",
  declaredAt: { file, line },
  findings: paths.map(([path, value]) => ({ id: "an-id", level: "error", path, message: "Wrong.", value })),
});

const unknown = "Microsoft.Communication.SmsSent";

describe("a mistake inside filter() has the line of its option, or of the element in it", () => {
  test.each<[number, string, unknown, number]>([
    [5, "filter.includedEventTypes[0]", unknown, 8],
    [5, "filter.includedEventTypes", undefined, 6],
    [5, "filter.includedEventTypes[0]", "not written like this", 6],
    [5, "filter.subjectBeginsWith", undefined, 10],
    [5, "filter.advancedFilters[0].values[0]", undefined, 12],
    [5, "filter.advancedFilters[1].key", undefined, 13],
    [5, "filter.advancedFilters[9].key", undefined, 11],
    [5, "filter.sender", undefined, 16],
    [5, "filter.subjectEndsWith", undefined, 5],
    [20, "filter.advancedFilters[1].key", undefined, 20],
    [23, "filter.advancedFilters[0].values", undefined, 26],
  ])("called in line %i: %s %s", async (line, path, value, expected) => {
    const [problem, ...others] = await withFilterPlaces(root, [problemAt(line, [path, value])]);
    expect(others).toEqual([]);
    expect(problem).toEqual({
      id: "team-file-fails",
      path: file,
      message: `${path}: Wrong.`,
      declaredAt: { file, line: expected },
    });
  });
});

test("each mistake of a filter is a problem of its own", async () => {
  const placed = await withFilterPlaces(root, [
    problemAt(5, ["filter.includedEventTypes[0]", unknown], ["filter.sender"]),
    { id: "endpoint-unknown", path: "care › texts", message: "as it is" },
  ]);
  expect(placed.map(({ declaredAt, message }) => [declaredAt?.line, message])).toEqual([
    [8, "filter.includedEventTypes[0]: Wrong."],
    [16, "filter.sender: Wrong."],
    [undefined, "as it is"],
  ]);
});

test.each([
  ["two filters in the line", problemAt(30, ["filter.sender"])],
  ["a line without a filter", problemAt(3, ["filter.sender"])],
  ["a file that is not there", { ...problemAt(5, ["filter.sender"]), declaredAt: { file: "infra/x.ts", line: 5 } }],
  ["no place at all", { id: "team-file-fails", path: file, message: "several", findings: [] }],
])("%s: the problem stays as it is", async (_, problem) => {
  expect(await withFilterPlaces(root, [problem])).toEqual([problem]);
});

test("the report of a plan has these lines", async () => {
  await withRepository(async (made) => {
    const written = `import { filter, subscription, team } from "#acs-events";
export default team("bad", { owner: "bad@contoso.example" }, () => [
  subscription("one", {
    filter: filter({
      eventTypes: ["Microsoft.Communication.SMSReceived"],
      subjectBeginsWith: "phonenumber/1206" as never,
      where: () => [
        { operatorType: "StringIn", key: "data.to", values: ["1206"] },
        { operatorType: "StringIn", key: "data.outcome", values: ["x"] },
      ],
    }),
    endpoint: "support-queue",
  }),
]);
`;
    await made.write("infra/teams/bad.ts", written);
    const report = await planOf(workingTree(made.folder), "dev").then(
      () => "",
      (error: Error) => error.message,
    );
    expect(report.match(/bad\.ts:\d+\n +\S+/g)).toEqual([
      "bad.ts:6\n    filter.subjectBeginsWith:",
      "bad.ts:9\n    filter.advancedFilters[1].key:",
    ]);
  });
});
