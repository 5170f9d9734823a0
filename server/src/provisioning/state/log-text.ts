import { oneLine } from '../../core/one-line.ts';
import { writtenTenant } from '../plan/plan.ts';
import { personTitle, plural, tenantName } from '../plan/preview-text.ts';
import type { RowValues } from '../plan/row-values.ts';
import type { KeptRun, RunState } from './kept-run.ts';
import type { PersonHistory, RecordHistory } from './run-history.ts';
import { plannedOf, seconds } from './run-json.ts';
import { stepsOf } from './run-steps.ts';
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
    `Rows: ${rowsText(run)}${causes.length === 0 ? '' : ` (${causes.join(', ')})`}`,
  ].join('\n');
}

function peopleText({ plan, totals }: KeptRun): string {
  const { read, inScope, outOfScope, updated, unchanged, refused, notJudged } = totals;
  if (plan.kind === 'undo') return `${plural(read, 'person', 'people')}, ${updated} updated, ${refused} refused`;
  return [
    `${plural(read, 'person', 'people')} read`,
    `${inScope} in scope`,
    `${outOfScope} out of scope`,
    `${updated} updated`,
    `${unchanged} unchanged`,
    `${refused} refused`,
    `${notJudged} not judged`,
  ].join(', ');
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
  planned: { readonly before: RowValues | null; readonly after: RowValues | null } | undefined,
): string {
  const row = `${entity} ${key['emailType'] ?? key['phoneType'] ?? key['userId'] ?? ''}`;
  const state = verdict?.state ?? (intended === null ? 'not reached' : 'unknown');
  const why = verdict?.reason ?? verdict?.cause;
  const at = (judged ?? intended)?.slice(0, 19).replace('T', ' ');
  return oneLine(
    [`           ${state.padEnd(12)} ${row}`, values(planned), why, at].filter((part) => part).join(' · '),
  );
}

function values(planned: { readonly before: RowValues | null; readonly after: RowValues | null } | undefined): string {
  if (planned === undefined) return '';
  const { before, after } = planned;
  if (after === null) return 'deleted';
  return Object.entries(after)
    .filter(([name, value]) => (before?.[name] ?? null) !== value)
    .map(([name, value]) => `${name} ${before?.[name] ?? '∅'} → ${value ?? '∅'}`)
    .join(', ');
}
