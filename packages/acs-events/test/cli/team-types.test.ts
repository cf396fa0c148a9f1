import { expect, test } from "vitest";
import { inPlainWords } from "../../src/cli/team-types.ts";

test("the sentence of a FilterTypeError stands alone", () => {
  const told = "Type 'string' is not assignable to type 'FilterTypeError<\"these begin with /phonenumber/\">'.";
  expect(inPlainWords(told)).toBe("These begin with /phonenumber/.");
});

test("what TypeScript says of other mistakes stays as it is", () => {
  for (const message of [
    "Property 'outcome' does not exist on type 'EventData<\"Microsoft.Communication.CallEnded\">'.",
    "Type 'number' is not assignable to type 'string'.",
  ]) {
    expect(inPlainWords(message)).toBe(message);
  }
});
