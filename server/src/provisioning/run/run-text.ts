import { oneLine } from '../../core/one-line.ts';
import type { PersonPreview } from '../plan/person-preview.ts';
import type { Plan } from '../plan/plan.ts';
import { personTitle, tenantName } from '../plan/preview-text.ts';
import { recordCount, recordName, recordValues } from '../plan/record-words.ts';
import { byPerson, countState, type RecordResult, type RunResult } from './run-result.ts';

/** A run as text: the summary, what went wrong, then what was written, person by person. */
export function runText(plan: Plan, result: RunResult): string {
  return [...runParts(plan, result)].join('');
}

/** The same, part by part. */
export function* runParts(plan: Plan, result: RunResult): Generator<string> {
  yield `${runSummary(plan, result)}\n`;
  const bad = countState(result, 'failed', 'skipped', 'unknown', 'not reached') > 0;
  for (const open of bad ? [true, false] : [false]) {
    for (const records of byPerson(result.records)) {
      if (records.some(isOpen) === open) yield `\n${personRun(records)}\n`;
    }
  }
  for (const person of plan.people) {
    if (person.refusals.length + person.errors.length > 0) yield `\n${notPlanned(person)}\n`;
  }
}

/** One sentence with both numbers, and how to go on when the run ended early. */
export function runSummary(plan: Plan, result: RunResult): string {
  const written = countState(result, 'written');
  const total = result.records.length;
  const rest = [
    [result.notReadBack, 'of them not read back'],
    [countState(result, 'already'), 'already as planned'],
    [countState(result, 'failed'), 'failed'],
    [countState(result, 'skipped'), 'skipped'],
    [countState(result, 'unknown'), 'unknown'],
    [countState(result, 'not reached'), 'not written'],
  ]
    .filter(([count]) => count !== 0)
    .map(([count, word]) => `${count} ${word}`);
  const numbers = `${written} of ${recordCount(plan, total)} written to ${tenantName(plan)}`;
  const sentence = `${[numbers, ...rest].join(', ')}.`;
  if (result.stopped !== undefined) {
    return `${sentence}\nThe run ended early: ${oneLine(result.stopped)} Apply the same plan again to go on: what is written already is left alone.`;
  }
  if (result.cancelled) return `${sentence}\nCancelled. Apply the same plan again to go on.`;
  return sentence;
}

const isOpen = ({ state }: RecordResult) => state !== 'written' && state !== 'already';

function personRun(records: readonly RecordResult[]): string {
  const [first] = records;
  const heading = first === undefined ? '' : personTitle(first.name, first.personIdExternal);
  return [heading, ...records.map(recordLine)].join('\n');
}

function recordLine({ record, state, reason, readBack }: RecordResult): string {
  const values = oneLine(recordValues(record));
  const row = recordName(record).padEnd(16);
  if (state === 'written') return `  written      ${row} ${readBack ? 'read back: ' : 'not read back: '}${values}`;
  if (state === 'already') return `  already so   ${row} ${values}`;
  return `  ${state.padEnd(12)} ${row} ${oneLine(reason ?? '')}`;
}

function notPlanned(person: PersonPreview): string {
  const lines = [personTitle(person.name, person.personIdExternal)];
  for (const { group, reason } of person.refusals) lines.push(`  refused      ${group}: ${oneLine(reason)}`);
  for (const { group, reason } of person.errors)
    lines.push(`  error        ${group ? `${group}: ` : ''}${oneLine(reason)}`);
  return lines.join('\n');
}
