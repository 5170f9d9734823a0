import type { AccountChange } from '../plan/account-change.ts';
import type { KeptRun } from './kept-run.ts';
import type { PersonHistory, RecordHistory } from './run-history.ts';

/** One of the five steps of a person's way through a run. */
export interface StepLine {
  readonly step: 'import' | 'scope' | 'match' | 'action' | 'result';
  readonly outcome: string;
  /** Why; absent where there is nothing to say, or where values are left out. */
  readonly reasons?: readonly string[];
}

const order = ['import', 'scope', 'match', 'action'] as const;

/** The steps that a person came through, up to where their way ended: everybody who was read has at least one. */
export function stepsOf({ plan }: Pick<KeptRun, 'plan'>, history: PersonHistory): readonly StepLine[] {
  const { person, step, outcome, content, records } = history;
  const passed = content?.about ? passedAs(content.about, outcome) : passedRows(person, outcome);
  const last = order.indexOf(step);
  // An undo begins at the rows of an earlier run: it reads nobody from Entra ID.
  const begin = plan.kind === 'undo' ? order.indexOf('match') : 0;
  const steps = order.slice(begin, last + 1).map((name): StepLine => {
    if (name !== step) return { step: name, outcome: passed[name] };
    const reasons = [...(name === 'action' ? why(content?.about) : []), ...(content?.reasons ?? [])];
    const words = plan.kind === 'undo' && outcome === 'update' ? 'undo' : outcome;
    return { step: name, outcome: words, ...(reasons.length > 0 && { reasons }) };
  });
  return records.length === 0 ? steps : [...steps, { step: 'result', outcome: resultOf(records) }];
}

type Passed = Readonly<Record<(typeof order)[number], string>>;

/** Of a writeback, which reads users of Entra ID. */
const passedRows = (person: string | null, outcome: string): Passed => ({
  import: 'read from Entra ID',
  scope: 'in scope',
  match: `person ${person ?? ''}`,
  action: outcome,
});

/** Of an inbound run, which reads workers: `read from SuccessFactors, rehire`, `employeeId 100234`, `new`. */
function passedAs({ situation, outOfScope, matchedBy, objectId }: AccountChange, outcome: string): Passed {
  return {
    import: ['read from SuccessFactors', situation].filter((part) => part !== '').join(', '),
    scope: outOfScope ? 'out of scope' : 'in scope',
    match: matchedBy ?? (objectId === undefined ? 'new' : `account ${objectId}`),
    action: outcome,
  };
}

/** Why something, or nothing, is done to an account. */
const why = (about: AccountChange | undefined) => (about === undefined || about.reason === '' ? [] : [about.reason]);

/** `2 written, 1 skipped`. */
function resultOf(records: readonly RecordHistory[]): string {
  const states = Map.groupBy(
    records,
    ({ verdict, intended }) => verdict?.state ?? (intended === null ? 'not reached' : 'unknown'),
  );
  return [...states].map(([state, list]) => `${list.length} ${state}`).join(', ');
}
