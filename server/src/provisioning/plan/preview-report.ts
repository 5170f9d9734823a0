import type { Report, ReportPerson, ReportRow } from '../report/report.ts';
import { budgetRefusal, budgetText } from './budget.ts';
import { kindsFor, kindsOf } from './change-kinds.ts';
import { lookedAt } from './looked-at.ts';
import { personLines } from './person-lines.ts';
import type { Outsider, PersonPreview, PreviewLine } from './person-preview.ts';
import { type Plan, writtenTenant } from './plan.ts';
import { outsiderSteps, personSteps } from './plan-steps.ts';
import { accountText, countsText, personTitle, primaryText, tenantName, totalsLine } from './preview-text.ts';
import { tallyOf } from './tally.ts';

/**
 * A preview or plan as a report: changes person by person, whoever has an error first.
 *
 * @param word What it is to the reader.
 */
export function previewReport(plan: Plan, word: 'Preview' | 'Plan' = 'Preview'): Report {
  const { mapping, undoes, connection, target, created, people, outside } = plan;
  const note = lookedAt(plan);
  const refusal = budgetRefusal(plan);
  const budget = budgetText(plan);
  const counts = tallyOf(people).kinds;
  return {
    title: `${word} of ${undoes === undefined ? (target === undefined ? 'a writeback' : 'a sync') : `the undo of ${undoes}`} to ${tenantName(plan)}`,
    facts: [
      ['Mapping', mapping.file],
      ['Connection', `${connection.name}: ${connection.host}`],
      ['Made', created],
      ['Total', totalsLine(plan)],
      ...(budget === undefined ? [] : [['Limits', budget.slice('limits: '.length)] as const]),
    ],
    notes: [
      ...(refusal === undefined ? [] : [{ level: 'error', text: `${refusal} Nothing of it can be applied.` } as const]),
      ...(note === undefined ? [] : [{ level: 'warning', text: note } as const]),
    ],
    kinds: [
      ...kindsFor(plan).flatMap(({ kind, words }) => {
        const count = counts.get(kind);
        return count === undefined ? [] : [{ key: kind, words, count }];
      }),
      ...(outside.length === 0 ? [] : [{ key: OUTSIDE, words: 'out of scope', count: outside.length }]),
    ],
    columns: ['Target', `${writtenTenant(plan).system} holds`, 'Mapping gives', 'What happens'],
    people: reportPeople(plan),
  };
}

/** The kind of those whom the scope shuts out. */
const OUTSIDE = 'out-of-scope';

function reportOutsider(outsider: Outsider, onDemand: boolean): ReportPerson {
  const { name, personIdExternal, reason } = outsider;
  const title = personTitle(name, personIdExternal);
  const steps = onDemand && { steps: outsiderSteps(outsider) };
  return { title, ...steps, kinds: [OUTSIDE], rows: [], messages: [], counts: reason === '' ? 'out of scope' : reason };
}

function* reportPeople(plan: Plan): Generator<ReportPerson> {
  const onDemand = isOnDemand(plan);
  for (const person of plan.people) yield reportPerson(person, onDemand);
  for (const outsider of plan.outside) yield reportOutsider(outsider, onDemand);
}

/** Whether a sync is about people by their ids, whose steps are told as Microsoft's provisioning on demand tells them. */
const isOnDemand = ({ kind, complete, watermark }: Plan) => kind === 'inbound' && !complete && watermark === undefined;

function reportPerson(person: PersonPreview, onDemand: boolean): ReportPerson {
  const lines = personLines(person);
  return {
    title: personTitle(person.name, person.personIdExternal),
    ...(person.account === undefined
      ? lines.some(({ group }) => group !== 'user') && { about: primaryText(person) }
      : onDemand
        ? { steps: personSteps(person).filter(([step]) => step !== '') }
        : { about: accountText(person.account) }),
    kinds: kindsOf(person),
    rows: lines.filter(({ note }) => note !== 'unchanged').map(reportRow),
    messages: [
      ...person.errors.map(({ group, reason }) => ({ level: 'error' as const, text: about(group, reason) })),
      ...person.refusals.map(({ group, reason }) => ({ level: 'refused' as const, text: about(group, reason) })),
      ...person.warnings.map((text) => ({ level: 'warning' as const, text })),
    ],
    counts: countsText(person, lines),
  };
}

const about = (group: string | undefined, reason: string) => (group === undefined ? reason : `${group}: ${reason}`);

function reportRow({ target, before, after, note, reason }: PreviewLine): ReportRow {
  const mark = note === 'unchanged' || note === 'kept' ? 'quiet' : note;
  const words = reason === undefined ? note : `${note}: ${reason}`;
  return { cells: [target, before ?? '∅', note === 'kept' ? '' : (after ?? '∅'), words], mark };
}
