import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isHiddenMark } from "../../../src/subscription-set/hidden-values.ts";
import { parseExpression } from "../../../src/subscription-set/template/parse-expression.ts";
import { templateScope } from "../../../src/subscription-set/template/template-scope.ts";
import { withMarks } from "../../../src/subscription-set/template/template-value.ts";

const parameters = {
  topic: { defaultValue: "acs-events" },
  list: { defaultValue: ["a", "b"] },
  object: { defaultValue: { Name: "n", inner: { x: 1 } } },
  key: { type: "securestring", defaultValue: "s3cret" },
  unset: { type: "string" },
};
const variables = {
  name: "[concat(parameters('topic'), '-x')]",
  copy: [{ name: "numbers", count: 3, input: "[format('n{0}', copyIndex('numbers'))]" }],
  self: "[variables('self')]",
  a: "[variables('b')]",
  b: "[concat(variables('a'), 'x')]",
};
const scope = () => templateScope({ template: { parameters, variables }, parameters: new Map() });
/** How an answer is written in these tests: JSON, with what is unknown as `?`. */
const shown = (expression: string) =>
  JSON.stringify(withMarks(scope().evaluate(expression)), (_, value: unknown) => (isHiddenMark(value) ? "?" : value));

describe("expressions are computed", () => {
  test.each([
    ["plain", '"plain"'],
    ["[[parameters('x')]", "\"[parameters('x')]\""],
    ["[parameters('TOPIC')]", '"acs-events"'],
    ["[ format( '{0}/{1}' , parameters('topic') , 'sms' ) ]", '"acs-events/sms"'],
    ["[format('{{{0}}} {1}', 1, true())]", '"{1} True"'],
    ["[concat('it''s', ' ', 2)]", '"it\'s 2"'],
    ["[concat(parameters('list'), createArray('c'))]", '["a","b","c"]'],
    ["[variables('name')]", '"acs-events-x"'],
    ["[variables('numbers')]", '["n0","n1","n2"]'],
    ["[variables('numbers')[1]]", '"n1"'],
    ["[parameters('object').name]", '"n"'],
    ["[parameters('object').inner['x']]", "1"],
    ["[toUpper(substring('xyz', 1, 1))]", '"Y"'],
    ["[substring('xyz', 1)]", '"yz"'],
    ["[take('abc', 2)]", '"ab"'],
    ["[take(parameters('list'), 9)]", '["a","b"]'],
    ["[skip(createArray('a', 'b', 'c'), 1)]", '["b","c"]'],
    ["[skip('abc', -1)]", '"abc"'],
    ["[padLeft(7, 3, '0')]", '"007"'],
    ["[tryGet(parameters('object'), 'NAME')]", '"n"'],
    ["[tryGet(parameters('object'), 'inner', 'x')]", "1"],
    ["[coalesce(tryGet(parameters('object'), 'none', 'x'), '')]", '""'],
    ["[tryGet(parameters('list'), 5)]", "null"],
    ["[startsWith('Acs-events', 'ACS')]", "true"],
    ["[endsWith('acs-events', 'Events')]", "true"],
    ["[indexOf('acs-events', 'E')]", "4"],
    ["[lastIndexOf('acs-events', 'x')]", "-1"],
    ["[parameters('list')[mod(3, length(parameters('list')))]]", '"b"'],
    ["[div(7, 2)]", "3"],
    ["[min(3, 1, 2)]", "1"],
    ["[max(createArray(3, 1))]", "3"],
    ["[if(greaterOrEquals(2, 2), less(1, 2), greater(1, 2))]", "true"],
    ["[lessOrEquals(3, 2)]", "false"],
    ["[union(createArray('a'), parameters('list'))]", '["a","b"]'],
    ["[union(createObject('a', 1), createObject('a', 2, 'b', 3))]", '{"a":2,"b":3}'],
    ["[items(createObject('b', 1, 'a', 2))[0].key]", '"a"'],
    ["[toLower('ABC')]", '"abc"'],
    [
      "[resourceId('s', 'g', 'Microsoft.A/b/c', 'x', 'y')]",
      '"/subscriptions/s/resourceGroups/g/providers/Microsoft.A/b/x/c/y"',
    ],
    ["[extensionResourceId('/subscriptions/s', 'Microsoft.A/b', 'x')]", '"/subscriptions/s/providers/Microsoft.A/b/x"'],
    ["[tenantResourceId('Microsoft.A/b', 'x')]", '"/providers/Microsoft.A/b/x"'],
    ["[if(equals(parameters('topic'), 'acs-events'), 'yes', 'no')]", '"yes"'],
    ["[if(equals('a', 'A'), 'yes', 'no')]", '"no"'],
    ["[and(true(), not(empty('')))]", "false"],
    ["[or(true(), parameters('unset'))]", "true"],
    ["[length(range(0, add(2, 3)))]", "5"],
    ["[last(split('a/b/c', '/'))]", '"c"'],
    ["[join(createArray('a', 'b'), ',')]", '"a,b"'],
    ["[replace('a-b', '-', '')]", '"ab"'],
    ["[createObject('a', 1, 'b', createArray())]", '{"a":1,"b":[]}'],
    ["[json('{\"a\": 1}').a]", "1"],
    ["[coalesce(null(), 'x')]", '"x"'],
    ["[contains(parameters('list'), 'a')]", "true"],
    ["[string(5)]", '"5"'],
    ["[int('5')]", "5"],
  ])("%s", (expression, expected) => {
    expect(shown(expression)).toBe(expected);
  });

  test("in keys and inside of lists and objects", () => {
    const json = { "[parameters('topic')]": [{ a: "[parameters('list')[0]]" }] };
    expect(scope().evaluate(json)).toEqual({ "acs-events": [{ a: "a" }] });
  });
});

describe("what cannot be computed is unknown", () => {
  test.each([
    ["[parameters('unset')]"],
    ["[parameters('nothing')]"],
    ["[substring('abc', 2, 2)]"],
    ["[mod(1, 0)]"],
    ["[max(1, 'x')]"],
    ["[tryGet(parameters('unset'), 'x')]"],
    ["[padLeft('a', 1000000000, '0')]"],
    ["[parameters('key')]"],
    ["[concat('a', parameters('key'))]"],
    ["[concat('a', parameters('unset'))]"],
    ["[resourceId('Microsoft.A/b', 'x')]"],
    ["[resourceId('Microsoft.A/b')]"],
    ["[reference('x').properties.y]"],
    ["[uniqueString('x')]"],
    ["[guid('x')]"],
    ["[variables('self')]"],
    ["[variables('a')]"],
    ["[parameters('object').missing]"],
    ["[format('{0:N2}', 1)]"],
    ["[my.function('x')]"],
    ["[copyIndex()]"],
    ["[not valid]"],
    ["[concat('a'"],
    ["[]"],
  ])("%s", (expression) => {
    expect(shown(expression)).toBe(expression.endsWith("]") ? '"?"' : JSON.stringify(expression));
  });

  test("a secret is a secret, whatever its value", () => {
    const value = scope().evaluate("[parameters('key')]");
    expect(isHiddenMark(value) && value.why).toBe("secret");
    expect(JSON.stringify(scope().evaluate({ a: "[concat('x', parameters('key'))]" }))).not.toContain("s3cret");
  });
});

describe("bounds", () => {
  const doubling = (one: (name: string) => string, first: string) =>
    Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`v${index}`, index === 0 ? first : one(`v${index - 1}`)]),
    );
  test.each([
    ["texts", (name: string) => `[concat(variables('${name}'), variables('${name}'))]`, "x"],
    ["lists", (name: string) => `[createArray(variables('${name}'), variables('${name}'))]`, "x"],
    ["objects", (name: string) => `[createObject('a', variables('${name}'), 'b', variables('${name}'))]`, "x"],
    ["unknown texts", (name: string) => `[concat(variables('${name}'), variables('${name}'))]`, "[parameters('p')]"],
  ])("%s that double sixty times end in something unknown, and stay small", (_, one, first) => {
    const doubled = templateScope({ template: { variables: doubling(one, first) }, parameters: new Map() });
    const value = JSON.stringify([doubled.evaluate("[variables('v59')]")]);
    expect(value.length).toBeLessThan(2_000_000);
    expect(value).toContain("variables('v");
  });

  test("parentheses and JSON without end", () => {
    const deep = `[${"concat(".repeat(50_000)}'x'${")".repeat(50_000)}]`;
    expect(shown(deep)).toBe('"?"');
    expect(shown(`[${"concat(".repeat(3_000)}'x'${")".repeat(3_000)}]`)).toBe('"?"');
    let json: unknown = "[parameters('topic')]";
    for (let level = 0; level < 5_000; level += 1) json = [json];
    expect(JSON.stringify(scope().evaluate(json))).toMatch(/^\[{90,110}\{[^[]*too many levels[^[]*\}\]{90,110}$/);
  });

  test("no text makes the parser throw, and what it parses has its own text", () => {
    const piece = fc.constantFrom(
      "concat",
      "(",
      ")",
      "'",
      "a",
      ".",
      "[",
      "]",
      ",",
      " ",
      "1",
      "''",
      "parameters('topic')",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const source = pieces.join("");
        const parsed = parseExpression(source);
        if (parsed !== undefined) expect(source).toContain(parsed.text);
        expect(() => scope().evaluate(`[${source}]`)).not.toThrow();
      }),
    );
  });
});
