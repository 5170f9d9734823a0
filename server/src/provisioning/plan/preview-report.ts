import type { Report, ReportPerson, ReportRow } from '../report/report.ts';
import { budgetRefusal, budgetText } from './budget.ts';
import { changeKinds, countKinds, inReadingOrder, kindsOf } from './change-kinds.ts';
import { lookedAt } from './looked-at.ts';
import { personLines } from './person-lines.ts';
import type { PersonPreview, PreviewLine } from './person-preview.ts';
import type { Plan } from './plan.ts';
import { countsText, personTitle, primaryText, tenantName, totalsLine } from './preview-text.ts';

/** A preview or plan as a report: changes person by person, whoever has an error first. */
export function previewReport(plan: Plan): Report {
  const { mapping, undoes, connection, created, people, totals } = plan;
  const note = lookedAt(plan);
  const refusal = budgetRefusal(plan);
  const budget = budgetText(plan);
  const counts = countKinds(people);
  return {
    title: `Preview of ${undoes === undefined ? 'a writeback' : `the undo of ${undoes}`} to ${tenantName(plan)}`,
    facts: [
      ['Mapping', mapping.file],
      ['Connection', `${connection.name}: ${connection.host}`],
      ['Made', created],
      ['Total', totalsLine(totals)],
      ...(budget === undefined ? [] : [['Limits', budget.slice('limits: '.length)] as const]),
    ],
    notes: [
      ...(refusal === undefined ? [] : [{ level: 'error', text: `${refusal} Nothing of it can be applied.` } as const]),
      ...(note === undefined ? [] : [{ level: 'warning', text: note } as const]),
    ],
    kinds: changeKinds.flatMap(({ kind, words }) => {
      const count = counts.get(kind);
      return count === undefined ? [] : [{ key: kind, words, count }];
    }),
    columns: ['Target', 'SuccessFactors holds', 'Mapping gives', 'What happens'],
    people: inReadingOrder(people).map(reportPerson),
  };
}

function reportPerson(person: PersonPreview): ReportPerson {
  const lines = personLines(person);
  return {
    title: personTitle(person.name, person.personIdExternal),
    ...(lines.some(({ group }) => group !== 'user') && { about: primaryText(person) }),
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
