import type { FunctionDocuments } from './function-document.ts';

const NO_SWITCH = 'Not as the source of `Switch`, the function reference says: it compares texts.';

/** Functions that ask and choose. */
export const conditionDocuments: FunctionDocuments = {
  IIF: {
    details:
      'The condition is a comparison with `=`, `<>`, `>`, `>=`, `<` or `<=`, or a call that gives True or False. There is no AND or OR: nest a second `IIF` in the value for true or for false.',
    parameters: {
      condition: 'What is tested.',
      valueIfTrue: 'The value if it holds.',
      valueIfFalse: 'The value if it does not.',
    },
    empty: 'A null attribute equals `""` in a comparison; a condition that is null or empty is False.',
    differs:
      'The function reference says that a condition over a null or empty attribute fails, and lists `IIF(IsPresent([x]), …)` as unsupported. The integration reference and the writeback pages recommend exactly that. sfmap evaluates it normally, and only the branch that is taken.',
    use: '`IgnoreFlowIfNullOrEmpty` cannot be the condition; put it around the whole `IIF`.',
  },
  Switch: {
    details:
      'Compares the source with each key in exact case and takes the value behind the first that is equal. `ToLower` around the source and keys in small letters make case unimportant.',
    parameters: {
      source: 'The text that is compared.',
      defaultValue: 'The value if no key is equal; an empty slot is null.',
      key: 'A text to compare with.',
      value: 'The value for that key.',
    },
    empty: 'The key `""` is equal to a null source and to an empty one.',
    differs:
      'The function reference forbids `IsPresent`, `IsNull` and `IsNullOrEmpty` as the source; "Customize application attributes" shows `Switch(IsPresent([jobTitle]), …)`. sfmap evaluates it: the source is then `True` or `False`.',
    use: 'Not for the manager or another reference.',
  },
  Coalesce: {
    details:
      'Looks at the sources from left to right and takes the first that has a value. Those behind it are not evaluated.',
    parameters: { source: 'Attributes, constants, calls; the last one is the default.' },
    empty: 'Null and empty are passed over; an empty constant in the last place is returned as it stands.',
    differs:
      'The function reference tests null alone. The SuccessFactors expression guide shows an empty source that is passed over: sfmap follows it.',
  },
  IsNull: {
    details: 'For an attribute null means that it is absent.',
    parameters: { Expression: 'What is tested.' },
    empty: 'Null gives True; an empty text gives False.',
    use: NO_SWITCH,
  },
  IsNullOrEmpty: {
    details: 'The opposite of `IsPresent`.',
    parameters: { Expression: 'What is tested.' },
    empty: 'Null and empty give True.',
    use: NO_SWITCH,
  },
  IsPresent: {
    details: 'The opposite of `IsNullOrEmpty`.',
    parameters: { Expression: 'What is tested.' },
    empty: 'Null and empty give False.',
    use: NO_SWITCH,
  },
  IsString: {
    details: 'Numbers, dates and Booleans reach an expression as texts, so they count.',
    parameters: { Expression: 'What is tested.' },
    empty: 'Null gives False, an empty text True.',
    differs: 'The function reference says nothing of null and of several values: both give False.',
  },
  Not: {
    details: 'True becomes False; anything else becomes True. Case does not count.',
    parameters: { source: '`True` or `False`.' },
    empty: 'Null and empty give True.',
  },
  CBool: {
    details:
      'A number is True unless it is zero; `True` and `False` stay. A comparison may stand in it: `CBool([a] = [b])`.',
    parameters: { Expression: 'A number, True or False, or a comparison.' },
    empty: 'Null and empty give False.',
    differs: 'The function reference says nothing of other texts: they are errors.',
  },
  IgnoreFlowIfNullOrEmpty: {
    details: 'Drops the target from the change, so that it keeps what it has. A value passes through.',
    parameters: { expression: 'What flows if it has a value.' },
    empty: 'Null and empty drop the target.',
    use: 'Outermost; not as the condition of `IIF`.',
  },
};
