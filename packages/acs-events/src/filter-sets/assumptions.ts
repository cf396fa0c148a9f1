import { type SemanticOptionName, type Semantics, semanticOptions } from "../filters/assumptions.ts";

/** One option chosen differently, everything else as it was. */
export interface OtherChoice {
  readonly option: SemanticOptionName;
  readonly semantics: Semantics;
}

const known = new WeakMap<Semantics, readonly OtherChoice[]>();

/** Every way to choose one option differently. */
export function otherChoices(semantics: Semantics): readonly OtherChoice[] {
  const made = known.get(semantics);
  if (made !== undefined) return made;
  const choices = (Object.keys(semanticOptions) as SemanticOptionName[]).flatMap((option) =>
    Object.keys(semanticOptions[option].choices)
      .filter((choice) => choice !== semantics[option])
      .map((choice) => ({ option, semantics: { ...semantics, [option]: choice } as Semantics })),
  );
  known.set(semantics, choices);
  return choices;
}
