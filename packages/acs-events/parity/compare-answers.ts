import { isDeepStrictEqual } from "node:util";
import { jsonObject } from "../src/json/json-object.ts";

export interface ComparedAnswer {
  readonly status: number;
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown;
  /** Whether the answer names an operation to follow. */
  readonly asynchronous: boolean;
}

export interface Difference {
  readonly kind: "status" | "asynchronous operation" | "missing property" | "additional property" | "other value";
  /** Where in the answer: `properties.filter`; "" for the whole. */
  readonly path: string;
  readonly recorded: unknown;
  readonly local: unknown;
}

/**
 * What differs between a recorded answer and the local one. Aside: GUIDs, which each service makes up for itself; the
 * order of lists of resources; `systemData`, which one API version was recorded both to answer as null and to omit.
 */
export function compareAnswers(recorded: ComparedAnswer, local: ComparedAnswer): readonly Difference[] {
  return [
    ...(recorded.status === local.status
      ? []
      : [{ kind: "status" as const, path: "", recorded: recorded.status, local: local.status }]),
    ...(recorded.asynchronous === local.asynchronous
      ? []
      : [
          {
            kind: "asynchronous operation" as const,
            path: "",
            recorded: recorded.asynchronous,
            local: local.asynchronous,
          },
        ]),
    ...differences(comparable(recorded.body), comparable(local.body), ""),
  ];
}

function* differences(recorded: unknown, local: unknown, path: string): Generator<Difference> {
  if (isDeepStrictEqual(recorded, local)) return;
  const ours = jsonObject(local);
  const theirs = jsonObject(recorded);
  if (ours !== undefined && theirs !== undefined) {
    for (const name of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
      const where = path === "" ? name : `${path}.${name}`;
      if (!(name in ours)) yield { kind: "missing property", path: where, recorded: theirs[name], local: undefined };
      else if (!(name in theirs)) {
        yield { kind: "additional property", path: where, recorded: undefined, local: ours[name] };
      } else yield* differences(theirs[name], ours[name], where);
    }
  } else if (Array.isArray(recorded) && Array.isArray(local) && recorded.length === local.length) {
    for (const [index, one] of recorded.entries()) yield* differences(one, local[index], `${path}[${index}]`);
  } else {
    yield { kind: "other value", path, recorded, local };
  }
}

const guid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;

function comparable(value: unknown): unknown {
  if (typeof value === "string") return value.replace(guid, "<GUID>");
  if (Array.isArray(value)) {
    const all = value.map(comparable);
    const named = all.every((one) => typeof jsonObject(one)?.["id"] === "string");
    return named ? all.sort((a, b) => (String(jsonObject(a)?.["id"]) < String(jsonObject(b)?.["id"]) ? -1 : 1)) : all;
  }
  const given = jsonObject(value);
  if (given === undefined) return value;
  const entries = Object.entries(given).filter(([name, one]) => name !== "systemData" || one !== null);
  return Object.fromEntries(entries.map(([name, one]) => [name.replace(guid, "<GUID>"), comparable(one)]));
}
