import { eventProxy } from "../../../filter-builder/event-proxy.ts";
import { filter, unchecked, unlisted } from "../../../filter-builder/index.ts";
import { prefixBuilders, suffixBuilders } from "../../../filter-builder/subject-builders.ts";
import type { Filter } from "../../../filters/filter.ts";
import { didYouMean } from "../../../text/did-you-mean.ts";
import { SourceError, type Token, tokensOf } from "./tokens.ts";

/** The functions of the package that a filter is written with: they make text of text and do nothing else. */
const builders: ReadonlyMap<string, object> = new Map(
  Object.entries({ ...prefixBuilders, ...suffixBuilders, unchecked, unlisted }),
);

/** A path below the event of a condition, or the operator at its end. */
class EventPath {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

/** Deeper than that no filter is nested. */
const deepest = 50;

/** A filter that was read, and the schema that it is for. */
export interface FilterOfSource {
  readonly filter: Filter;
  readonly deliverySchema: "EventGridSchema" | "CloudEventSchemaV1_0";
}

/**
 * Reads a filter as a team file has it: `filter({ … })`, wherever it is in the text, or its options alone. Runs
 * nothing: it reads literals, the functions that the package has for subjects, and conditions on the event. Throws a
 * `SourceError` for anything else, and a `FilterError` for a filter that cannot be.
 */
export function readFilterSource(source: string): FilterOfSource {
  const tokens = tokensOf(source);
  if (tokens.length === 1) throw new SourceError("There is no filter in it.", source, 0);
  const begin = tokens.findIndex(
    ({ kind, value }, index) => kind === "name" && value === "filter" && tokens[index + 1]?.value === "(",
  );
  const options = createReader(source, tokens, begin === -1 ? 0 : begin + 2).value();
  if (typeof options !== "object" || options === null || Array.isArray(options) || options instanceof EventPath) {
    throw new SourceError("A filter is written filter({ eventTypes: […] }), or as Azure's JSON.", source, 0);
  }
  const given = options as Readonly<Record<string, unknown>>;
  return {
    // What is wrong with the options `filter` says itself, as to any caller.
    filter: filter(given as unknown as Parameters<typeof filter>[0]),
    deliverySchema: given["deliverySchema"] === "CloudEventSchemaV1_0" ? "CloudEventSchemaV1_0" : "EventGridSchema",
  };
}

function createReader(source: string, tokens: readonly Token[], from: number): { readonly value: () => unknown } {
  let position = from;
  let depth = 0;
  /** The name of the event inside the function of `where`. */
  let eventName: string | undefined;

  const last = tokens.at(-1) as Token;
  const peek = (ahead = 0): Token => tokens[position + ahead] ?? last;
  const next = (): Token => {
    const token = peek();
    position += 1;
    return token;
  };
  const is = (value: string, ahead = 0): boolean => peek(ahead).kind === "sign" && peek(ahead).value === value;
  const fail = (message: string, at = peek().at): never => {
    throw new SourceError(message, source, at);
  };
  const shown = ({ kind, value }: Token): string => (kind === "end" ? "the end" : JSON.stringify(value));
  const expect = (value: string): void => {
    if (!is(value)) fail(`Expected "${value}", but here is ${shown(peek())}.`);
    position += 1;
  };
  /** What is between two signs, with commas between. */
  const listUntil = (end: string, one: () => void): void => {
    while (!is(end)) {
      one();
      if (!is(end)) expect(",");
    }
    expect(end);
  };
  const elements = (end: string): readonly unknown[] => {
    const found: unknown[] = [];
    listUntil(end, () => found.push(plain(value())));
    return found;
  };
  const plain = (read: unknown): unknown => (read instanceof EventPath ? read.value : read);

  function value(): unknown {
    depth += 1;
    if (depth > deepest) fail("This is nested too deeply.");
    const read = valueHere();
    depth -= 1;
    return read;
  }

  function valueHere(): unknown {
    const token = peek();
    if (isFunction()) return whereFunction();
    if (token.kind === "name") return chain(named(next()));
    next();
    if (token.kind === "text") return token.value;
    if (token.kind === "number") return Number(token.value);
    if (token.value === "[") return elements("]");
    if (token.value === "{") return object();
    if (token.value === "(") {
      const inside = value();
      expect(")");
      return inside;
    }
    return fail(`Expected a value, but here is ${shown(token)}.`, token.at);
  }

  function object(): Readonly<Record<string, unknown>> {
    const members: [string, unknown][] = [];
    listUntil("}", () => {
      const name = next();
      if (name.kind !== "name" && name.kind !== "text") {
        fail(`Expected the name of an option, but here is ${shown(name)}.`, name.at);
      }
      expect(":");
      members.push([name.value, plain(value())]);
    });
    return Object.fromEntries(members);
  }

  /** `event => …` or `(event) => …`. */
  function isFunction(): boolean {
    return (peek().kind === "name" && is("=>", 1)) || (is("(") && peek(1).kind === "name" && is(")", 2) && is("=>", 3));
  }

  function whereFunction(): () => unknown {
    if (is("(")) next();
    const { value: name } = next();
    if (is(")")) next();
    expect("=>");
    const outer = eventName;
    eventName = name;
    const conditions = plain(value());
    eventName = outer;
    return () => conditions;
  }

  function named({ value: name, at }: Token): unknown {
    if (name === eventName) return new EventPath(eventProxy());
    if (name === "true" || name === "false") return name === "true";
    if (name === "null") return null;
    if (name === "undefined") return undefined;
    const builder = builders.get(name);
    if (builder === undefined) return fail(unknownName(name), at);
    if (is(".") && peek(1).value === "any" && Object.hasOwn(builder, "any")) {
      position += 2;
      return (builder as { readonly any: string }).any;
    }
    expect("(");
    return (builder as (...given: readonly unknown[]) => unknown)(...elements(")"));
  }

  /** The fields and the operator behind the event; nothing else has any. */
  function chain(first: unknown): unknown {
    let read = first;
    while (is(".") || is("(")) {
      const { at, value: what } = next();
      if (!(read instanceof EventPath)) return fail(`Only the event of a condition has a "${what}" behind it.`, at);
      const inner = read.value;
      if (what === "(") {
        if (typeof inner !== "function") return fail("This is a field and not an operator.", at);
        return plain((inner as (...given: readonly unknown[]) => unknown)(...elements(")")));
      }
      const field = next();
      if (field.kind !== "name") fail(`Expected the name of a field, but here is ${shown(field)}.`, field.at);
      if (typeof inner === "function") fail("An operator is called with ( and ).", at);
      const below = (inner as Readonly<Record<string, unknown>>)[field.value];
      read = new EventPath(below);
    }
    return read;
  }

  return { value: () => plain(value()) };
}

function unknownName(name: string): string {
  const near = didYouMean(name, [...builders.keys()]);
  const hint = near === undefined ? "Write the value itself: nothing is run here." : `Did you mean ${near}?`;
  return `Unknown name ${JSON.stringify(name)}. ${hint}`;
}
