import { SfmapError } from '../../core/errors.ts';
import { oneLine } from '../../core/one-line.ts';
import { writtenTenant } from '../plan/plan.ts';
import { personTitle, plural, tenantName } from '../plan/preview-text.ts';
import { changedValues, recordName, writesAccounts } from '../plan/record-words.ts';
import type { KeptRun, RunState } from './kept-run.ts';
import type { PersonHistory, RecordHistory } from './run-history.ts';
import { plannedOf, seconds } from './run-json.ts';
import { stepsOf } from './run-steps.ts';
import type { RunStore } from './run-store.ts';
import { rowsText, runWhat, stateWords } from './runs-text.ts';

/** What a run was and what it came to. */
export function runHeading(run: KeptRun, state: RunState): string {
  const { plan, name, started, ended, totals } = run;
  const end = ended === undefined ? '' : ` at ${ended}, after ${seconds(run)} s`;
  const causes = Object.entries(totals.causes).map(([cause, count]) => `${count} ${cause}`);
  return [
    oneLine(
      `Run ${name}: ${runWhat(run)}, ${tenantName(plan)} at ${writtenTenant(plan).host}, connection ${plan.connection.name}`,
    ),
    `Started ${started}, ${stateWords(run, state)}${end}`,
    peopleText(run),
    `${writesAccounts(plan) ? 'Changes' : 'Rows'}: ${rowsText(run)}${causes.length === 0 ? '' : ` (${causes.join(', ')})`}`,
  ].join('\n');
}

/** `12 people read, 11 in scope, …`: what a run came to, in people. */
export function peopleText({ plan, totals }: KeptRun): string {
  const { read, inScope, outOfScope, updated, unchanged, refused, notJudged } = totals;
  const accounts = [`${totals.created} created`, `${totals.disabled} disabled`, `${totals.deleted} deleted`];
  const others = writesAccounts(plan) ? accounts : [];
  if (plan.kind === 'undo')
    return [plural(read, 'person', 'people'), `${updated} updated`, ...others, `${refused} refused`].join(', ');
  return [
    `${plural(read, 'person', 'people')} read`,
    `${inScope} in scope`,
    `${outOfScope} out of scope`,
    `${updated} updated`,
    ...others,
    `${unchanged} unchanged`,
    `${refused} refused`,
    `${notJudged} not judged`,
  ].join(', ');
}

/**
 * Somebody in every run, the newest first: a paragraph each, and why values of some cannot be read.
 *
 * @param who Employee id or user principal name.
 * @throws SfmapError exit 2: no run has read them.
 */
export function personHistory(
  store: RunStore,
  who: string,
): { readonly problems: readonly string[]; readonly paragraphs: readonly string[] } {
  const found = [...store.person(who)];
  if (found.length === 0) throw unknownPerson(who);
  const problems = new Set(found.flatMap(({ run }) => store.valuesProblem(run) ?? []));
  const paragraphs = found.map(({ run, history }) =>
    personLog(run, history, `Run ${run.name}, started ${run.started}, ${store.stateOf(run)}`),
  );
  return { problems: [...problems], paragraphs };
}

/** The error of a name that is neither that of a run nor of somebody whom one has read. */
export function unknownPerson(who: string): SfmapError {
  return new SfmapError(
    'SFM-RUN',
    `There is no run ${who}, and no run has read a person ${who}.`,
    'sfmap runs lists the runs; a person is named by employee id or user principal name.',
    2,
  );
}

/** One person of a run: each step with its outcome, then each row with what was written. */
export function personLog(run: KeptRun, history: PersonHistory, heading?: string): string {
  const { person, content, records } = history;
  const title = content === undefined ? (person ?? 'a person without an id') : personTitle(content.name, person);
  const planned = plannedOf(history);
  return [
    heading ?? title,
    ...stepsOf(run, history).flatMap(({ step, outcome, reasons = [] }) => [
      `  ${step.padEnd(8)} ${outcome}`,
      ...reasons.map((reason) => `           ${oneLine(reason)}`),
    ]),
    ...records.map((record, index) => recordLine(record, planned[index])),
  ].join('\n');
}

function recordLine(
  { entity, key, verdict, intended, judged }: RecordHistory,
  planned: ReturnType<typeof plannedOf>[number] | undefined,
): string {
  const row = recordName(planned ?? { entity, key });
  const state = verdict?.state ?? (intended === null ? 'not reached' : 'unknown');
  const why = verdict?.reason ?? verdict?.cause;
  const at = (judged ?? intended)?.slice(0, 19).replace('T', ' ');
  return oneLine(
    [`           ${state.padEnd(12)} ${row}`, planned && changedValues(planned.before, planned.after), why, at]
      .filter((part) => part)
      .join(' · '),
  );
}
