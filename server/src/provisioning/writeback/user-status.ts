import type { PlannedCall } from '../plan/person-preview.ts';
import type { PersonRows } from './rows.ts';

/** `User.status` by its code (SAP KBA 2736579, 2994898); `t` is active. */
const words: Readonly<Record<string, string>> = {
  f: 'inactive (status f)',
  e: 'still in onboarding (status e, active_external_suite)',
  d: 'an external one (status d, active_external)',
};

/**
 * Why SuccessFactors takes no change of a User: those of onboarding and external ones are not changed through User (SAP
 * KBA 2994898). Undefined where it does, or where the status is not known.
 */
export function statusRefusal({ userStatus }: PersonRows, userId: string): string | undefined {
  const status = userStatus?.get(userId) ?? '';
  if (status !== 'e' && status !== 'd') return undefined;
  return `The User ${userId} is ${words[status]}, and SuccessFactors takes no changes of such users (KBA 2994898).`;
}

/** What the status of a person's users means for the rows that are to be written. */
export function statusWarnings({ userStatus }: PersonRows, calls: readonly PlannedCall[]): readonly string[] {
  if (userStatus === undefined) return [];
  const records = calls.flatMap((call) => call.records);
  const inactive = records.flatMap(({ entity, key: { userId } }) =>
    entity === 'User' && userId !== undefined && userStatus.get(userId) === 'f' ? [userId] : [],
  );
  const contacts = records.some(({ entity }) => entity !== 'User') ? contactWarning([...userStatus]) : undefined;
  return [
    ...inactive.map(
      (userId) => `The User ${userId} is ${words['f']} in SuccessFactors, which may refuse to change it.`,
    ),
    ...(contacts === undefined ? [] : [contacts]),
  ];
}

/** Who has an active user, or one of an unknown status, is nothing to warn of. */
function contactWarning(statuses: readonly (readonly [userId: string, status: string])[]): string | undefined {
  const [last] = ['e', 'd', 'f'].flatMap((code) => statuses.filter(([, status]) => status === code));
  if (last === undefined || statuses.some(([, status]) => words[status] === undefined)) return undefined;
  const [userId, status] = last;
  const what = `The user of this person (${userId}) is ${words[status]} in SuccessFactors`;
  if (status === 'f')
    return `${what}. The e-mail and phone rows are written all the same; the scope can leave such people out.`;
  return `${what}: the e-mail and phone rows alone can be written.`;
}
