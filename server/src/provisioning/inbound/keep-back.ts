import type { InboundPerson } from './inbound-person.ts';

/** Something that Entra ID would refuse. */
export interface AccountProblem {
  /** The target that is to blame; absent where the account as a whole is. */
  readonly target?: string;
  /** A whole sentence, with the target where there is one. */
  readonly error: string;
}

/**
 * A person with errors: what fails keeps a new account back as a whole, and of one that exists itself alone, as
 * Microsoft's service does with an account that it cannot create or a value that it cannot export.
 */
export function keepBack(person: InboundPerson, problems: readonly AccountProblem[]): InboundPerson {
  if (problems.length === 0) return person;
  const errors = [...person.errors, ...problems.map(({ error }) => error)];
  const reasons = new Map(problems.flatMap(({ target, error }) => (target === undefined ? [] : [[target, error]])));
  const lines = person.lines.map((line) => {
    const reason = line.note === 'error' ? undefined : reasons.get(line.target);
    return reason === undefined ? line : { ...line, after: null, note: 'error' as const, reason };
  });
  if (person.account === undefined) return { ...person, lines, values: {}, errors, keptBack: 'person' };
  const values = Object.fromEntries(Object.entries(person.values).filter(([target]) => !reasons.has(target)));
  const kept = { ...person, lines, values, errors, keptBack: 'targets' as const };
  if (person.action !== 'update' || Object.keys(values).length > 0) return kept;
  const reason = `in scope, and the person exists, but ${[...reasons.keys()].join(', ')} cannot be written, and nothing else changes`;
  return { ...kept, action: 'none', reason };
}

/** A person for whom nothing is done, because nobody can tell which account is theirs. */
export function withoutAccount(person: InboundPerson, error: string): InboundPerson {
  const reason = 'no account can be told to be theirs';
  const nothing = { lines: [], values: {}, warnings: [], errors: [error], keptBack: 'person' as const };
  const { account: _, ...rest } = person;
  return { ...rest, action: 'none', reason, ...nothing };
}
