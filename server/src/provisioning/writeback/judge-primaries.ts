import type { GroupName } from '../plan/groups.ts';
import type { ContactRow } from './rows.ts';

/** A row that the mapping wants, reduced to what decides about primary flags. */
export interface WantedRow {
  readonly group: GroupName;
  readonly type: string;
  readonly isPrimary: boolean;
  /** Something of the row differs from what SuccessFactors holds. */
  readonly differs: boolean;
}

/** The judgement over all e-mail rows, or over all phone rows, of one person. */
export interface PrimaryJudgement {
  /** Why a group must not be written. */
  readonly refused: ReadonlyMap<GroupName, string>;
  /** Types of present rows that give up their flag so that another may have it. Empty without a switch. */
  readonly demoted: readonly string[];
  /** The group whose row takes the flag over, in one call with the demoted rows. */
  readonly promoted?: GroupName;
  readonly warning?: string;
}

/** The one e-mail that is mapped is the business one. */
export const spoken = (group: GroupName) => (group === 'e-mail' ? 'business e-mail' : group);

/**
 * What the mapped primary flags would do to the present ones. SuccessFactors allows one primary e-mail and one primary
 * phone a person, and the writeback app can move neither ("Unsupported scenarios for phone and email write-back", Azure
 * Active Directory and SAP SuccessFactors integration reference).
 *
 * @param rows All e-mail rows, or all phone rows, that the person has.
 * @param wanted The rows that the mapping wants.
 * @param known The type of each group, also of one that wants no row.
 * @param switchPrimary The user has asked for the flag to be moved.
 */
export function judgePrimaries(
  noun: 'e-mail' | 'phone',
  rows: readonly ContactRow[],
  wanted: readonly WantedRow[],
  known: ReadonlyMap<string, GroupName>,
  switchPrimary: boolean,
): PrimaryJudgement {
  const none = { refused: new Map<GroupName, string>(), demoted: [] };
  const claims = wanted.filter((row) => row.isPrimary);
  const present = rows.filter((row) => row.isPrimary).map((row) => row.type);
  const nameOf = (type: string) => {
    const group = known.get(type);
    return `${group === undefined ? `personal ${noun}` : spoken(group)} (type ${type})`;
  };

  if (claims.length > 1) {
    const names = claims.map((row) => row.group).join(' and ');
    const reason = `The mapping makes both ${names} primary, and SuccessFactors allows one. Let one flag be "false".`;
    return { ...none, refused: new Map(claims.map((row) => [row.group, reason])) };
  }

  const [claim] = claims;
  if (claim === undefined) return { ...none, ...withoutPrimary(noun, present, wanted) };

  const others = present.filter((type) => type !== claim.type);
  const demotions = wanted.filter((row) => others.includes(row.type));
  if (others.length === 0 || !(claim.differs || demotions.some((row) => row.differs))) return none;

  if (switchPrimary) return { ...none, demoted: others, promoted: claim.group };
  const from = others.map(nameOf).join(' and ');
  const reason =
    `The ${from} is primary in SuccessFactors, and the mapping makes the ${nameOf(claim.type)} primary. ` +
    `sfmap moves the flag only when asked: --switch-primary.`;
  return { ...none, refused: new Map([claim, ...demotions].map((row) => [row.group, reason])) };
}

function withoutPrimary(
  noun: 'e-mail' | 'phone',
  present: readonly string[],
  wanted: readonly WantedRow[],
): { readonly warning?: string } {
  const left = present.filter((type) => !wanted.some((row) => row.type === type));
  if (left.length > 0 || wanted.length === 0) return {};
  const had =
    present.length > 0 ? `, though the ${wanted.find((row) => present.includes(row.type))?.group} is now` : '';
  const flags = wanted.map((row) => `the flag of the ${row.group} is false`).join(', ');
  const cell = wanted.some((row) => row.group === 'cell phone');
  const fix = cell
    ? 'Let one flag be "true", for example cellPhoneIsPrimary <- IIF(IsPresent([mobile]), "true", "false").'
    : `Let the flag of the ${wanted[0]?.group} be "true".`;
  return { warning: `With this mapping no ${noun} of this person is primary${had}: ${flags}. ${fix}` };
}
