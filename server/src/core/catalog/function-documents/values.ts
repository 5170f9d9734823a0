import type { FunctionDocuments } from './function-document.ts';

const SCIM = 'Only in apps that are provisioned by SCIM, and not with the scope "Sync all users and groups".';

/** Functions of multi-valued attributes, numbers, roles, random and unique values. */
export const valueDocuments: FunctionDocuments = {
  Split: {
    details: 'Cuts at each delimiter; blanks around a part are dropped, empty parts stay.',
    parameters: { source: 'The text.', delimiter: 'The text between two parts.' },
    empty: 'Null and empty give null.',
    differs: 'The function reference does not say that parts are trimmed; its first example shows it.',
  },
  Item: {
    details: 'A single value counts as a list of one.',
    parameters: { attribute: 'A multi-valued attribute.', index: 'Which value, counted from 1.' },
    empty: 'Null gives null, as does an index beyond the last value.',
    differs:
      'The function reference says that 0 should not be used: it is an error here. It says nothing of an index beyond the last value.',
  },
  Count: {
    details: 'A single value counts 1.',
    parameters: { attribute: 'A multi-valued attribute.' },
    empty: 'Null gives 0.',
  },
  RemoveDuplicates: {
    details: 'Keeps the first of equal values, in their order. Case counts.',
    parameters: { attribute: 'A multi-valued attribute.' },
    empty: 'Null gives null.',
    differs: 'The function reference does not speak of case.',
  },
  CStr: {
    details: 'Values are texts already when they reach an expression, so it stays as it is.',
    parameters: { value: 'A number, a reference or a Boolean.' },
    empty: 'Null gives null. Several values are an error.',
  },
  BitAnd: {
    details: 'Works on whole numbers of 64 bits and gives a decimal one. Numbers are written in decimal or as `&HF`.',
    parameters: { value1: 'A whole number.', value2: 'A whole number.' },
    empty: 'Null and empty are errors.',
  },
  Guid: {
    details: 'A random GUID of version 4 in small letters with hyphens.',
    parameters: {},
    empty: 'Takes no argument.',
  },
  RandomString: {
    details:
      'At most 256 characters, with at least so many of each kind, in random order. The rest is of the kinds that were asked for, or of all kinds where none was.',
    parameters: {
      Length: 'How many characters; at least the sum of the minimums.',
      MinimumNumbers: 'How many digits at least.',
      MinimumSpecialCharacters: 'How many special characters at least.',
      MinimumCapital: 'How many capitals at least.',
      MinimumLowerCase: 'How many small letters at least.',
      CharactersToAvoid: 'Characters that must not come, all in one text.',
    },
    empty: 'A null or empty number is an error.',
    differs:
      'The function reference leaves `MinimumLowerCase` out of the sum that `Length` must reach; sfmap counts it. It does not list the special characters, nor say what fills the rest.',
  },
  Redact: {
    details: 'The value flows as it is; the provisioning log of the service shows `[Redact]` in its place.',
    parameters: { value: 'An attribute, a constant, a call.' },
    empty: 'Null gives null.',
    differs: 'The heading in the function reference has no argument, its examples have one.',
  },
  DefaultDomain: {
    details: '`sfmap expr` takes the domain from `--domain`. Where none is given the call is an error that says so.',
    parameters: {},
    empty: 'Takes no argument. An error where the tenant has no default domain.',
  },
  SelectUniqueValue: {
    details:
      'Tries the rules from left to right and takes the first value that no other account has; later rules are not evaluated. sfmap says which rule was taken.',
    parameters: { uniqueValueRule: 'An expression that gives a value; at least two of them.' },
    empty: 'A rule that is null or empty is passed over.',
    differs: 'The function reference says nothing of a rule without a value.',
    use: 'Outermost, at creation only (`on create`), not on a matching attribute; in provisioning to on-premises Active Directory. Put `NormalizeDiacritics` around names.',
  },
  SingleAppRoleAssignment: {
    details: 'The one role of the user.',
    parameters: { appRoleAssignments: '`[appRoleAssignments]`.' },
    empty: 'Null gives null. Several roles are an error.',
    use: SCIM,
  },
  AppRoleAssignmentsComplex: {
    details:
      'Gives every role. The service sends them to the app as complex values and adds them to those that are there; sfmap shows the roles.',
    parameters: { appRoleAssignments: '`[appRoleAssignments]`.' },
    empty: 'Null gives null.',
    use: SCIM,
  },
  AssertiveAppRoleAssignmentsComplex: {
    details: 'As `AppRoleAssignmentsComplex`, but roles that the user no longer has are removed from the app.',
    parameters: { appRoleAssignments: '`[appRoleAssignments]`.' },
    empty: 'Null gives null.',
    differs: 'Only "Customize application attributes" describes it; the function reference does not list it.',
    use: SCIM,
    source: 'Customize application attributes',
  },
};
