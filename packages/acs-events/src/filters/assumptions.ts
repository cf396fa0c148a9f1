/**
 * Where the documentation of Event Grid is silent, one named option decides. This table is the only place that knows
 * them: the matcher and the index read the choice, `explain` and `check` name the option that an answer rests on.
 *
 * What the documentation settles has no option here: subject prefixes are literal, with no normalisation of slashes;
 * numbers are dense, and both bounds of a range belong to it; "" equals "" only.
 */
export const openQuestions = {
  eventTypeCase: {
    question: "Are the names in includedEventTypes compared with case?",
    choices: {
      exact: "Yes: the names are compared exactly.",
      "ignore-case": "No: names that differ in case only are the same.",
    },
    default: "exact",
  },
  allBesideNames: {
    question: 'What does "All" mean in a list that also names event types?',
    choices: {
      "every-type": 'Every type, as "All" alone does.',
      "a-name": "Nothing: there it is a name like any other, which no event type has.",
    },
    default: "every-type",
  },
  emptyEventTypes: {
    question: "Which types does an empty list of event types match?",
    choices: {
      "every-type": "Every type, as an absent list does.",
      "no-type": "None.",
    },
    default: "every-type",
  },
  missingSubject: {
    question: "Does an event without a subject (CloudEvents only) pass a subject prefix or suffix?",
    choices: {
      "does-not-pass": "No: nothing begins or ends with text that is not empty.",
      passes: "Yes: the condition is not asked of an event without a subject.",
    },
    default: "does-not-pass",
  },
  dataKeyCase: {
    question: "Are property names below `data` compared with case?",
    choices: {
      "ignore-case": "No; a property of exactly the same name goes before one that differs in case.",
      exact: "Yes.",
    },
    default: "ignore-case",
  },
  explicitNull: {
    question: "How does a value of null meet the operators that compare?",
    choices: {
      "like-missing": "As a missing key does.",
      "not-matched": "No operator but IsNullOrUndefined matches it.",
    },
    default: "like-missing",
  },
  typeMismatch: {
    question: "How does a value of another type than the operator's meet it?",
    choices: {
      "like-missing": "As a missing key does; nothing is converted.",
      "not-matched": "It does not match, whatever the operator.",
      "as-text": "A string operator reads a number or a boolean as text; otherwise as a missing key does.",
    },
    default: "like-missing",
  },
  missingInRange: {
    question: "Do NumberInRange and NumberNotInRange match a missing key?",
    choices: {
      neither: "Neither does.",
      "not-in-range": "NumberNotInRange does, as NumberNotIn does.",
    },
    default: "neither",
  },
  arrayFlagOff: {
    question: "How does an array meet the operators that compare, where filtering on arrays is off?",
    choices: {
      "not-matched": "It does not match, whatever the operator.",
      "like-missing": "As a missing key does.",
    },
    default: "not-matched",
  },
  arrayIsNotNull: {
    question: "Does IsNotNull match an array, or an object?",
    choices: {
      matched: "Yes: it is there, and it is not null.",
      "not-matched": "No: it matches single values only.",
    },
    default: "matched",
  },
  emptyArray: {
    question: "How does an array with no element meet the operators that compare, where filtering on arrays is on?",
    choices: {
      "negatives-match": "Every negative operator matches: no element is there to fail it.",
      "like-missing": "As a missing key does.",
    },
    default: "negatives-match",
  },
  nestedArray: {
    question: "What becomes of arrays inside an array, where filtering on arrays is on?",
    choices: {
      ignored: "They are ignored, as objects inside an array are.",
      flattened: "Their elements count as elements of the outer array.",
    },
    default: "ignored",
  },
  missingParent: {
    question: "What is `data.a.b` where `data.a` is missing, null, or not an object?",
    choices: {
      missing: "A missing key.",
      "not-matched": "A key that no operator matches, IsNullOrUndefined included.",
    },
    default: "missing",
  },
  arrayIndexInKey: {
    question: "Does a number in a key pick an element of an array (`data.list.0`)?",
    choices: {
      "does-not-resolve": "No: such a key is missing.",
      element: "Yes, counted from 0.",
    },
    default: "does-not-resolve",
  },
  unlistedKeys: {
    question: "Do envelope keys outside the documented list resolve (`eventTime`, `metadataVersion`, `time`)?",
    choices: {
      "do-not-resolve": "No: such a key is missing.",
      resolve: "Yes, to the property of that name.",
    },
    default: "do-not-resolve",
  },
  cloudEventSubject: {
    question: "Does the key `subject` resolve for CloudEvents, whose documented key list omits it?",
    choices: {
      resolves: "Yes, as the attribute that it is.",
      "does-not-resolve": "No: it is missing.",
    },
    default: "resolves",
  },
  emptyFilterValue: {
    question: 'Is "" contained in, and the beginning and end of, every string?',
    choices: {
      "every-string": "Yes.",
      "no-string": "No: an empty filter value is passed over.",
    },
    default: "every-string",
  },
  stringCase: {
    question: "Which letters are the same where case is ignored?",
    choices: {
      ordinal: "Those with the same upper case, one by one and in no particular language; ß is not ss.",
      ascii: "A to Z and a to z only.",
    },
    default: "ordinal",
  },
} as const satisfies Record<string, OpenQuestion>;

export interface OpenQuestion {
  readonly question: string;
  /** What can be chosen, and what each choice says in answer to the question. */
  readonly choices: Readonly<Record<string, string>>;
  readonly default: string;
}

export type AssumptionName = keyof typeof openQuestions;

/** One choice for every option. */
export type Assumptions = {
  readonly [K in AssumptionName]: keyof (typeof openQuestions)[K]["choices"];
};

export const defaultAssumptions: Assumptions = Object.freeze({
  eventTypeCase: openQuestions.eventTypeCase.default,
  allBesideNames: openQuestions.allBesideNames.default,
  emptyEventTypes: openQuestions.emptyEventTypes.default,
  missingSubject: openQuestions.missingSubject.default,
  dataKeyCase: openQuestions.dataKeyCase.default,
  explicitNull: openQuestions.explicitNull.default,
  typeMismatch: openQuestions.typeMismatch.default,
  missingInRange: openQuestions.missingInRange.default,
  arrayFlagOff: openQuestions.arrayFlagOff.default,
  arrayIsNotNull: openQuestions.arrayIsNotNull.default,
  emptyArray: openQuestions.emptyArray.default,
  nestedArray: openQuestions.nestedArray.default,
  missingParent: openQuestions.missingParent.default,
  arrayIndexInKey: openQuestions.arrayIndexInKey.default,
  unlistedKeys: openQuestions.unlistedKeys.default,
  cloudEventSubject: openQuestions.cloudEventSubject.default,
  emptyFilterValue: openQuestions.emptyFilterValue.default,
  stringCase: openQuestions.stringCase.default,
});
