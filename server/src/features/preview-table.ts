import type { Analysis } from '../core/analysis/analyse.ts';
import { absoluteSpan, declaringOccurrences, occurrencesOf } from '../core/analysis/symbols.ts';
import type { Span } from '../core/language/syntax.ts';
import { type ActionTaken, actionTaken } from '../core/mapping/action-taken.ts';
import { displayAttribute, visible } from '../core/mapping/display.ts';
import type { AttributeValue, MappingEvaluation } from '../core/mapping/outcome.ts';
import { outcomeCounts } from '../core/mapping/person-heading.ts';
import { personLabel, situationOf } from '../core/mapping/situation.ts';
import { attributeTraceText, targetTraceText, traceMapping } from '../core/mapping/trace.ts';
import {
  CELL_WIDTH,
  compareTarget,
  type PreviewCell,
  unlessSent,
  withManagerAccount,
} from './preview-table/compare-target.ts';
import type { DirectorySide } from './preview-table/directory-side.ts';
import { evaluateColumn, optionsOf, type PreviewPerson } from './preview-table/evaluate-column.ts';

export type { PreviewCell, PreviewNote } from './preview-table/compare-target.ts';
export type { DirectorySide } from './preview-table/directory-side.ts';
export type { PreviewPerson } from './preview-table/evaluate-column.ts';

/** People side by side: what the mapping yields for each, and what that changes. */
export interface PreviewTable {
  readonly columns: readonly PreviewColumn[];
  /** The targets in the order of the file, then the source attributes that it reads or declares. */
  readonly rows: readonly PreviewRow[];
}

/** Who stands in a column. */
export interface PreviewColumn {
  readonly key: string;
  readonly person: string;
  /** Of an inbound mapping. */
  readonly situation?: string;
  readonly label: string;
  readonly inScope: boolean;
  /** The group that takes the person in, or the clauses that shut the person out. */
  readonly scopeClause?: string;
  readonly counts: string;
  readonly directory?: {
    readonly place: string;
    readonly found: string;
    /** What would be done, and why. */
    readonly action: string;
    readonly remarks: readonly string[];
  };
}

export type RowKind = 'target' | 'attribute';

/** One name with its value for each column. */
export interface PreviewRow {
  readonly kind: RowKind;
  readonly name: string;
  readonly cells: readonly PreviewCell[];
}

/** The values of people by target and attribute. Old values stand beside the new where a directory was read. */
export function previewTable(analysis: Analysis, people: readonly PreviewPerson[]): PreviewTable {
  const judged = people.map((person) => judge(analysis, person));
  const targets = analysis.model.mappings.map((mapping): PreviewRow => {
    const { target } = mapping;
    const cells = judged.map(({ evaluation, side, isSent }) =>
      unlessSent(compareTarget(mapping, evaluation.targets.get(target) ?? { state: 'null' }, side), isSent),
    );
    return { kind: 'target', name: target, cells };
  });
  const names = new Set(judged.flatMap(({ evaluation: { attributes } }) => [...attributes.keys()]));
  const attributes = [...names].map((name): PreviewRow => {
    const cells = judged.map(({ evaluation }) => attributeCell(evaluation.attributes.get(name)));
    return { kind: 'attribute', name, cells };
  });
  const cellsOf = (index: number) => targets.map(({ cells }) => cells[index]);
  const columns = judged.map((one, index) => columnOf(analysis, one, cellsOf(index)));
  return { columns, rows: [...targets, ...attributes] };
}

/** A person, what the mapping yields, and with a directory what would be done. */
interface Judged {
  readonly person: PreviewPerson;
  readonly evaluation: MappingEvaluation;
  /** What the values are compared with; absent where they are not. */
  readonly side?: DirectorySide;
  readonly action?: ActionTaken;
  readonly isSent: boolean;
}

function judge(analysis: Analysis, person: PreviewPerson): Judged {
  const evaluation = evaluateColumn(analysis, person);
  const { directory } = person;
  if (directory === undefined) return { person, evaluation, isSent: true };
  const { problem } = directory;
  if (problem !== undefined) {
    return { person, evaluation, action: { action: 'none', reason: problem }, isSent: false };
  }
  const action = actionTaken(analysis.model, withManagerAccount(evaluation, directory), directory.existing);
  const isSent = action.action === 'create' || action.action === 'update';
  return { person, evaluation, side: directory, action, isSent };
}

function attributeCell(value: AttributeValue | undefined): PreviewCell {
  if (value === undefined) return { state: 'null', text: '∅' };
  const state = value.error !== undefined ? 'error' : value.value === null ? 'null' : 'value';
  return { state, text: displayAttribute(value, CELL_WIDTH) };
}

function columnOf(
  { model }: Analysis,
  { person: { key, label, payload, directory }, evaluation, side, action }: Judged,
  cells: readonly (PreviewCell | undefined)[],
): PreviewColumn {
  const { inScope, scopeClause, targets } = evaluation;
  const name = personLabel(payload);
  return {
    key,
    person: name,
    ...(model.direction === 'writeback' ? {} : { situation: situationOf(payload) }),
    label: originOf(visible(label), name),
    inScope,
    ...(scopeClause === undefined ? {} : { scopeClause: visible(scopeClause) }),
    counts: side === undefined ? outcomeCounts([...targets.values()]) : changeCounts(cells),
    ...(directory === undefined
      ? {}
      : {
          directory: {
            place: visible(directory.place),
            found: visible(directory.found),
            action: visible(`${action?.action}: ${action?.reason}`),
            remarks: directory.remarks.map(visible),
          },
        }),
  };
}

/** A label that begins with the name of the person, as that of a sample does, without it. */
function originOf(label: string, name: string): string {
  return label.startsWith(name) ? label.slice(name.length).replace(/^ \((.*)\)$/, '$1') : label;
}

/** How many targets come to what, in words. */
function changeCounts(cells: readonly (PreviewCell | undefined)[]): string {
  const count = (...notes: readonly PreviewCell['note'][]) => cells.filter((cell) => notes.includes(cell?.note)).length;
  const changes = count('new', 'changed', 'emptied');
  const errors = count('error');
  const unread = count('unread');
  return [
    `${changes} ${changes === 1 ? 'change' : 'changes'}`,
    `${count('unchanged')} unchanged`,
    `${count('kept', 'later')} kept`,
    `${errors} ${errors === 1 ? 'error' : 'errors'}`,
    ...(unread === 0 ? [] : [`${unread} not compared`]),
  ].join(', ');
}

/** How a value of a person came about, as lines of text; undefined for a name that the file does not know. */
export function previewReason(
  analysis: Analysis,
  person: PreviewPerson,
  kind: RowKind,
  name: string,
): string | undefined {
  const { model } = analysis;
  const options = optionsOf(analysis, person);
  if (kind === 'target') {
    const mapping = model.mappings.find(({ target }) => target === name);
    return mapping && targetTraceText(traceMapping(model, mapping, person.payload, options)).trimEnd();
  }
  const value = evaluateColumn(analysis, person).attributes.get(name);
  return value && attributeTraceText(model, name, value, person.payload, options);
}

/** Where a name of the table stands in the file: its declaration, else the first place that reads it. */
export function previewPlace({ file }: Analysis, kind: RowKind, name: string): Span | undefined {
  const occurrences = occurrencesOf(file, { kind: kind === 'target' ? 'target' : 'source', name });
  const written = occurrences.filter(({ role }) => role === 'write');
  const [place = occurrences[0]] =
    kind === 'target' && written.length > 0 ? written : declaringOccurrences(occurrences);
  return place && absoluteSpan(place.placed, place);
}
