import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { eventTypeNames, eventTypes } from "../../src/catalog/event-types.ts";
import { formerEventTypeNames, formerEventTypes } from "../../src/catalog/former-event-types.ts";
import { retirements } from "../../src/catalog/retirements.ts";

const page = readFileSync(new URL("../../../../docs/event-types.md", import.meta.url), "utf8");

/** The rows of the tables of docs/event-types.md: their cells, without the marks of Markdown. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.replaceAll("`", "").trim()),
  );

const short = (type: string): string => type.replace("Microsoft.Communication.", "");

describe("docs/event-types.md", () => {
  test("lists every current event type with its status and subjects, and no other", () => {
    const expected = eventTypeNames.map((type) => {
      const entry = eventTypes[type];
      const level = "level" in entry ? ` (per ${entry.level})` : "";
      return [`${short(type)}${level}`, entry.status, entry.subjects.join("<br>") || "unknown"];
    });
    const listed = rows.filter(([, status]) => ["ga", "preview", "unknown"].includes(status ?? ""));
    const sorted = (table: string[][]): string[] => table.map((row) => row.join(" | ")).sort();
    expect(sorted(listed)).toEqual(sorted(expected));
  });

  test("says under each service when it ends, and lists the service's event types there", () => {
    const sections = page.split("\n### ").slice(1);
    expect(sections).toHaveLength(Object.keys(retirements).length);
    for (const [key, { service, category, date }] of Object.entries(retirements)) {
      const section = sections.find((text) => text.startsWith(`${service}\n`)) ?? "";
      expect(section, service).toContain(`\n${category === "retired" ? "Retired" : "Changes"} on ${date}.\n`);
      const listed = [...(section.split("\n## ")[0]?.matchAll(/^\| `(\w+)`/gm) ?? [])].map(([, name]) => name);
      expect(listed, service).toEqual(eventTypeNames.filter((type) => eventTypes[type].service === key).map(short));
    }
  });

  test("lists every old or wrong name with what replaces it", () => {
    const listed = rows.filter(([name]) => formerEventTypeNames.some((type) => short(type) === name));
    expect(listed.map(([name, instead]) => [name, instead])).toEqual(
      formerEventTypeNames.map((type) => [short(type), short(formerEventTypes[type].replacedBy)]),
    );
  });
});
