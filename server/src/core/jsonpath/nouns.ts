/** What people call the records behind a navigation of Employee Central; any other is spelt out from its name. */
const NOUNS: ReadonlyMap<string, string> = new Map([
  ['employmentNav', 'employment'],
  ['jobInfoNav', 'job'],
  ['personalInfoNav', 'personal data'],
  ['emailNav', 'e-mail'],
  ['phoneNav', 'phone'],
  ['userNav', 'user'],
  ['homeAddressNavDEFLT', 'home address'],
  ['empGlobalAssignmentNav', 'global assignment'],
  ['empJobRelationshipNav', 'job relationship'],
  ['personEmpTerminationInfoNav', 'termination data'],
  ['emplStatusNav', 'employment status'],
  ['emplStatus', 'employment status'],
  ['eventReasonNav', 'event reason'],
]);

/** A name of the payload as a word: `departmentNav` is a department, `costCenterNav` a cost center. */
export function nounOf(name: string): string {
  const known = NOUNS.get(name);
  if (known !== undefined) return known;
  const bare = name.replace(/Nav$/, '');
  return bare === name ? name : bare.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** What a list holds: the one at `employmentNav.results` holds employments. */
export function listNoun(at: readonly (string | number)[]): string {
  const name = nameAt(at);
  return name === undefined ? 'record' : nounOf(name);
}

/** How a place is called in a sentence: by its navigation, without `results` and the number. */
export function recordName(at: readonly (string | number)[]): string {
  return nameAt(at) ?? 'the payload';
}

function nameAt(at: readonly (string | number)[]): string | undefined {
  const name =
    at.findLast((key) => typeof key === 'string' && key !== 'results') ?? at.find((key) => key === 'results');
  return typeof name === 'string' ? name : undefined;
}
