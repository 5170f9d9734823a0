import type { PersonPreview, PlannedCall, PlannedRecord } from '../plan/person-preview.ts';
import type { EarlierRun } from '../run/earlier-run.ts';
import type { RunPerson } from '../run/run-record.ts';
import { mayBeWritten } from '../run/touched-people.ts';
import type { PersonState } from './person-state.ts';
import type { PersonRows } from './rows.ts';
import { type Inverse, inverseOf, leftOfUser } from './undo-record.ts';
import { presentRow } from './upsert-record.ts';

type Refusal = PersonPreview['refusals'][number];

/**
 * What takes back what a run has written of a person: undefined where it has written nothing. The two rows of a moved
 * primary flag go back together or not at all; what cannot be taken back is refused with the reason.
 *
 * @param state What SuccessFactors holds of the person now.
 */
export function undoPerson(person: RunPerson, earlier: EarlierRun, state: PersonState): PersonPreview | undefined {
  const written = person.calls
    .map(({ together, records }) => ({
      together,
      records: records.filter((record) => mayBeWritten(record, earlier)).map(({ place: _, ...record }) => record),
    }))
    .filter(({ records }) => records.length > 0);
  if (written.length === 0) return undefined;
  const { personIdExternal, name, userPrincipalName } = person;
  const base = { personIdExternal, name, userPrincipalName, lines: [], warnings: [] };
  const none = { ...base, primaryNow: { emails: [], phones: [] }, refusals: [], calls: [] };
  if (state === 'absent') return { ...none, errors: [{ reason: 'SuccessFactors no longer has this person.' }] };
  if ('unanswered' in state) {
    return { ...none, errors: [{ reason: `SuccessFactors gave no answer about this person: ${state.unanswered}` }] };
  }
  const undone = written.map((call) => undoCall(call, state));
  const primary = (rows: PersonRows['emails']) => rows.filter((row) => row.isPrimary).map((row) => row.type);
  return {
    ...base,
    primaryNow: { emails: primary(state.emails), phones: primary(state.phones) },
    refusals: undone.flatMap(({ refusals }) => refusals),
    errors: [],
    calls: undone.flatMap(({ calls }) => calls),
  };
}

interface Undone {
  readonly calls: readonly PlannedCall[];
  readonly refusals: readonly Refusal[];
}

function undoCall({ together, records }: PlannedCall, rows: PersonRows): Undone {
  const present = new Map(records.map((record) => [record, presentRow(record, rows)]));
  const inverses = records.map((record) => [record, inverseOf(record, present.get(record) ?? null)] as const);
  const taken = inverses.flatMap(([, inverse]) => (isRecord(inverse) ? [inverse.record] : []));
  const judged = inverses.map(([record, inverse]) => [record, rivalOf(inverse, taken, rows) ?? inverse] as const);
  const refusals = judged.flatMap(([record, inverse]) => [
    ...(isRefused(inverse) ? [refusal(record, inverse.reason)] : []),
    ...leftover(record, inverse, rows),
  ]);
  const back = judged.flatMap(([, inverse]) => (isRecord(inverse) ? [inverse.record] : []));
  if (back.length === 0) return { calls: [], refusals };
  if (!together) return { calls: [{ together: false, records: back }], refusals };
  if (refusals.length > 0) {
    const reason = 'its primary flag goes back together with another row, which cannot go back';
    return { calls: [], refusals: [...refusals, ...back.map((record) => refusal(record, reason))] };
  }
  // The row that gives the flag up goes first, as it did the other way round.
  if (back.length > 1) return { calls: [{ together: true, records: back.reverse() }], refusals };
  const alone = back.map(({ takesBackPrimary: _, ...record }) => ({ ...record, givesUpPrimary: false }));
  return { calls: [{ together: false, records: alone }], refusals };
}

function leftover(record: PlannedRecord, inverse: Inverse, rows: PersonRows): readonly Refusal[] {
  const left = isRecord(inverse) ? leftOfUser(record, presentRow(record, rows)) : undefined;
  return left === undefined ? [] : [refusal(record, left)];
}

/** A flag does not go back over a row that has become primary since. */
function rivalOf(inverse: Inverse, taken: readonly PlannedRecord[], rows: PersonRows): Inverse | undefined {
  if (!isRecord(inverse) || inverse.record.entity === 'User') return undefined;
  const { entity, before, after } = inverse.record;
  if (after?.['isPrimary'] !== true || before?.['isPrimary'] === true) return undefined;
  const gives = new Set(taken.filter((record) => record.entity === entity).map(typeOf));
  const rival = (entity === 'PerEmail' ? rows.emails : rows.phones).find(
    ({ isPrimary, type }) => isPrimary && !gives.has(type),
  );
  if (rival === undefined) return undefined;
  return { reason: `it was primary, and the row of type ${rival.type} has become primary since` };
}

const typeOf = ({ key }: PlannedRecord): string => key['emailType'] ?? key['phoneType'] ?? '';

function refusal(record: PlannedRecord, reason: string): Refusal {
  const { group, entity, key } = record;
  return { group, reason: `${entity} ${entity === 'User' ? key['userId'] : typeOf(record)}: ${reason}` };
}

const isRecord = (inverse: Inverse): inverse is { record: PlannedRecord } =>
  typeof inverse === 'object' && 'record' in inverse;
const isRefused = (inverse: Inverse): inverse is { reason: string } =>
  typeof inverse === 'object' && 'reason' in inverse;
