import type { NameLines } from './hover-context.ts';

const OPTIONS: Readonly<Record<string, string>> = {
  match:
    'Matching precedence, 1 first: by these targets a person is found in the target system. A plan needs at least one.',
  'on create': 'Flows only while the person is created; what is there later is left alone.',
  'flow always':
    "Flows in every cycle, also where nothing has changed since the last one (Graph's FlowAlways). Use it where others overwrite the value.",
  'flow nulls': 'Null flows, and clears the value. Without it null leaves the value as it is.',
  default: 'Takes the place of null. An empty text is no null.',
};

const ACTIONS: Readonly<Record<string, string>> = {
  create: 'Makes an account for a person in scope who has none.',
  update: 'Writes what has changed.',
  disable: 'Switches off the account of a person who has left the scope.',
  delete: 'Deletes the account of a person who has left the scope.',
};

const LIMITS: Readonly<Record<string, string>> = {
  create: 'People who are created.',
  update: 'People who are changed.',
  disable: 'People who are disabled.',
  delete: 'People who are deleted.',
  clear: 'People for whom this target is cleared.',
  change: 'People for whom this target is changed.',
};

const CONSTANTS: Readonly<Record<string, string>> = {
  vbTextCompare: 'InStr then takes upper and lower case for the same.',
  vbBinaryCompare: 'InStr then compares in exact case. The default.',
};

export const option: NameLines = ({ markup }, { symbol }) => words(markup.strong, symbol.name, OPTIONS);
export const constant: NameLines = ({ markup }, { symbol }) => words(markup.strong, symbol.name, CONSTANTS);

/** An action, or a limit on it. */
export const action: NameLines = ({ markup }, { symbol, placed }) => {
  const { declaration } = placed;
  if (declaration.kind !== 'limit') return words(markup.strong, symbol.name, ACTIONS);
  const lines = words(markup.strong, symbol.name, LIMITS);
  const { amount } = declaration;
  if (lines === undefined || amount === undefined) return lines;
  const most =
    amount.unit === 'percent'
      ? `at most ${amount.number} % of everybody in scope at the last complete read, rounded up`
      : `at most ${amount.number}`;
  return [...lines, `A plan with more than that is not applied: ${most}.`];
};

function words(strong: (text: string) => string, name: string, table: Readonly<Record<string, string>>) {
  const told = Object.hasOwn(table, name) ? table[name] : undefined;
  return told === undefined ? undefined : [strong(name), told];
}

/** The keywords that begin a declaration or stand in it, by the kind of the declaration. */
export const KEYWORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  provision: { provision: 'From which system to which one: the first line of a file.' },
  param: {
    param:
      'A constant that differs by tenant. It stands as {{name}} in texts and in quoted literals of a JSONPath. Without a text every connection gives one.',
  },
  sample: { sample: 'A payload for the values in the lines, relative to this file. The first one counts.' },
  actions: {
    actions:
      'What may be done to people. By default an inbound file creates, updates and disables, and a writeback updates.',
  },
  map: {
    none: 'Nothing flows: the type None of the portal.',
    baseline: 'Exactly the expression that the imported schema has.',
  },
  scope: { and: 'Both clauses must hold.' },
  given: { given: 'The person of the test: a file, a sample, or JSON.' },
  person: {
    person:
      'Which person, where the payload holds several: personIdExternal, or of an Entra user employeeId, userPrincipalName or id.',
  },
  existing: { existing: 'What the target holds before. With it the person is updated, without it created.' },
  at: { at: 'The present time of Now(): a date is its midnight in UTC.' },
  domain: { domain: 'The answer of DefaultDomain().' },
  taken: { taken: 'Another account has this value, for SelectUniqueValue of that target.' },
  expect: {
    expect: 'What must come out.',
    '==': 'Exactly this value flows.',
    '!=': 'This value does not flow: another one does, or nothing.',
    in: 'A value flows, and it is one of these.',
    matches: 'A value flows, and the regular expression is found in it, anywhere.',
    absent: 'Nothing flows: null, dropped, not mapped, or on create in an update.',
    null: 'The mapping yields null.',
    dropped: 'IgnoreFlowIfNullOrEmpty drops the target.',
    error: 'The mapping fails.',
    scope: 'What the scoping filter says.',
    action: 'What is done to the person: create, update, disable, delete or none.',
  },
};

/** The keywords of blocks. */
export const BLOCKS: Readonly<Record<string, string>> = {
  source: 'Source attributes: adds to the built-in list, or gives an attribute of it another path.',
  target: 'Target attributes: of a writeback other paths, inbound attributes beyond the built-in list.',
  scope:
    'The scoping filter: groups are alternatives, the clauses of a group are joined by and. Without it everybody is in scope.',
  limits: 'Budgets that a plan must keep. Without this block: disable at most 10 % and 500, delete nobody.',
  map: 'The attribute mappings, each target once: target <- expression, then options.',
  test: 'A person, and what the file must yield for them.',
};
