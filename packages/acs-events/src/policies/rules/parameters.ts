/** What a company may set of a rule, in the words of a JSON Schema. Without a default, the rule does nothing until it is set. */
export type Parameter = IntegerParameter | PatternParameter | ListParameter;

export interface IntegerParameter {
  readonly type: "integer";
  readonly description: string;
  readonly default?: number;
  readonly minimum: number;
  readonly maximum?: number;
}

/** A regular expression, as JavaScript and JSON Schema both read it. */
export interface PatternParameter {
  readonly type: "pattern";
  readonly description: string;
  readonly default?: string;
}

export interface ListParameter {
  readonly type: "list";
  readonly description: string;
  readonly default?: readonly string[];
  /** The values there are; any text when absent. */
  readonly oneOf?: readonly string[];
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** The values that a rule gets: with its default a parameter is always there. */
export type ParameterValues<P extends Parameters> = {
  readonly [K in keyof P]: P[K] extends { readonly default: unknown } ? ValueOf<P[K]> : ValueOf<P[K]> | undefined;
};

type ValueOf<P extends Parameter> = P extends IntegerParameter
  ? number
  : P extends PatternParameter
    ? string
    : readonly string[];

/** The values of a rule whose parameters are not known to the compiler, as they are in a list of all rules. */
export type AnyParameterValues = Readonly<Record<string, number | string | readonly string[] | undefined>>;

/** What each parameter is when nobody sets it. */
export function defaultValues(parameters: Parameters): AnyParameterValues {
  return Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]));
}
