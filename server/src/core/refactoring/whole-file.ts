import { declarationsOf, KEPT_BY_REPLACE } from '../analysis/bind.ts';
import { editOf, type TextEdit } from '../analysis/diagnostic.ts';
import type { MappingModel } from '../analysis/model.ts';
import { pathOf } from '../analysis/paths.ts';
import { writtenPaths } from '../analysis/written-paths.ts';
import { startsWithSteps } from '../jsonpath/prefix.ts';
import type { AttributeDeclaration, MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import { type AnswerLines, answerLines, replaceLineEdits, replacer } from './answer-lines.ts';
import { alignedLines, combinedEdits, insertIntoBlock, pathText, writtenName, writtenPath } from './block-lines.ts';
import { listedPath } from './listed-path.ts';
import {
  FIRST_EMPLOYMENT,
  originalPath,
  type PrefixEdit,
  rewrittenPath,
  type Scenario,
  type ScenarioDefinition,
  samePath,
  scenarioDefinition,
  scenarios,
} from './scenario.ts';

/** A change of the text that answers an HR situation. */
export interface Refactoring {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The attributes that keep their path although it begins like those that change, and why. */
  readonly kept: readonly { readonly attribute: string; readonly reason: string }[];
  /** What the author must know or do beside it: whole sentences. */
  readonly notes?: readonly string[];
}

/** How an answer stands in the file: as `replace` lines, or with every path that the file reads written out. */
export type Style = 'replace' | 'written';

const REASONS: Readonly<Record<string, string>> = {
  startDate: 'Microsoft finds pre-hires by $.employmentNav.results[0].startDate or [-1:].startDate alone',
  manager: 'a reference is read directly from one source',
};

/** `startDate` and `manager`, and why they keep their path. */
export const KEPT: Refactoring['kept'] = [...KEPT_BY_REPLACE].map((attribute) => ({
  attribute,
  reason: REASONS[attribute] ?? '',
}));

/**
 * Answers an HR situation in the whole file, as Microsoft's bulk edits do. In style `replace`: `replace` lines for the
 * built-in attributes, and the new beginning in every path that the file writes out. In style `written`: an entry for
 * every built-in attribute that the file reads and whose path changes, and no `replace` line. A file that holds the
 * answer to another situation is changed to this one, in its own style unless `style` says otherwise. `startDate` and
 * `manager` keep theirs. Undefined when nothing would change.
 */
export function refactorFile(
  file: MappingFile,
  model: MappingModel,
  scenario: Scenario,
  style?: Style,
): Refactoring | undefined {
  if (model.direction !== 'inbound') return undefined;
  const definition = scenarioDefinition(scenario);
  const lines = answerLines(file);
  const formers = formerAnswers(file, model, lines);
  const writes = (style ?? ownStyle(model, lines, formers)) === 'written';
  const own = ownPathEdits(file, definition, formers);
  const builtIn = builtInPaths(file, model, lines, definition);
  const edits = [...own, ...replaceLineEdits(file, lines, writes ? [] : definition.edits)];
  const lineEdits = edits.length - own.length;
  if (writes) edits.push(...writtenEntries(file, builtIn));
  const paths = own.length + (writes ? builtIn.size : lineEdits === 0 ? 0 : changing(builtIn, model));
  if (edits.length === 0 || (paths === 0 && lines.all.length === 0)) return undefined;
  const written = writes ? ' written out' : '';
  return {
    title:
      `Read ${definition.reads} in the whole file (${definition.situation}), ` +
      `${paths} ${paths === 1 ? 'path' : 'paths'}${written}; startDate and manager keep theirs`,
    edits: combinedEdits(file, edits),
    kept: KEPT,
    ...notesOf(definition, model),
  };
}

/**
 * The answers that the file's own paths may have been changed to before: the one that its `replace` line says; without
 * such a line every one that an entry for a built-in attribute begins with, as the style `written` leaves it, and in a
 * file that reads the first employment nowhere, every one that an entry begins with.
 */
function formerAnswers(
  file: MappingFile,
  model: MappingModel,
  { employment }: AnswerLines,
): readonly ScenarioDefinition[] {
  const to = employment?.declaration.to?.text;
  if (to !== undefined) return scenarios.filter(({ prefix }) => samePath(to, prefix));
  const entries = sourceEntries(file).filter(({ declaration: { name } }) => !KEPT_BY_REPLACE.has(name?.text ?? ''));
  const readsFirst =
    builtInReadsFirst(model) || entries.some(({ declaration: { path } }) => path !== undefined && isFirst(path.text));
  const answers = entries.filter(
    ({ declaration: { name } }) => !readsFirst || listedPath(model, name?.text ?? '') !== undefined,
  );
  return scenarios.filter((definition) =>
    answers.some(({ declaration: { path } }) => path !== undefined && originalPath(path.text, definition)),
  );
}

/** What the file reads instead of the first employment; empty where it reads that. */
export function currentAnswer(file: MappingFile, model: MappingModel): readonly PrefixEdit[] {
  const lines = answerLines(file);
  const to = lines.employment?.declaration.to?.text;
  const formers = formerAnswers(file, model, lines);
  if (to === undefined) return ownStyle(model, lines, formers) === 'written' ? (formers[0]?.edits ?? []) : [];
  return formers[0]?.edits ?? [{ from: FIRST_EMPLOYMENT, to }];
}

/** A file without a `replace` line that reads the first employment nowhere, but another one, is written out. */
function ownStyle(model: MappingModel, lines: AnswerLines, formers: readonly ScenarioDefinition[]): Style {
  return lines.all.length === 0 && formers.length > 0 && !builtInReadsFirst(model) ? 'written' : 'replace';
}

/** Whether something that the file reads or declares is read where a scenario reads it. */
export function readsAnswer({ used, sources }: MappingModel, scenario: Scenario): boolean {
  const { prefix } = scenarioDefinition(scenario);
  return [...sources].some(
    ([name, { origin, path }]) =>
      path !== undefined &&
      !KEPT_BY_REPLACE.has(name) &&
      ((origin !== 'built-in' && origin !== 'imported') || used.has(name)) &&
      startsWithSteps(pathOf(path), pathOf(prefix)),
  );
}

function builtInReadsFirst({ used, sources }: MappingModel): boolean {
  return [...used].some((name) => {
    const source = sources.get(name);
    return (
      (source?.origin === 'built-in' || source?.origin === 'imported') &&
      !KEPT_BY_REPLACE.has(name) &&
      isFirst(source.path ?? '')
    );
  });
}

const isFirst = (path: string) => startsWithSteps(pathOf(path), pathOf(FIRST_EMPLOYMENT));

/** New beginnings for the paths that the file writes out. */
function ownPathEdits(
  file: MappingFile,
  { edits }: ScenarioDefinition,
  formers: readonly ScenarioDefinition[],
): TextEdit[] {
  const found: TextEdit[] = [];
  for (const { node, role, name, placed } of writtenPaths({ file })) {
    if (role !== 'source' || KEPT_BY_REPLACE.has(name ?? '')) continue;
    const [before = node.text] = formers.flatMap((former) => originalPath(node.text, former) ?? []);
    const path = rewrittenPath(before, edits);
    if (path === undefined || samePath(path, node.text)) continue;
    found.push(editOf(placed, node, writtenPath(node, path)));
  }
  return found;
}

/** The listed attributes that the file reads, has no path for, and whose path the scenario changes: name → new path. */
function builtInPaths(
  file: MappingFile,
  model: MappingModel,
  lines: AnswerLines,
  { edits }: ScenarioDefinition,
): Map<string, string> {
  const found = new Map<string, string>();
  const [answered, unanswered] = [replacer(file, lines, edits), replacer(file, lines, [])];
  for (const name of model.used) {
    const path = listedPath(model, name);
    if (path === undefined || model.sources.get(name)?.origin === 'file' || KEPT_BY_REPLACE.has(name)) continue;
    const changed = answered(path);
    if (!samePath(changed, unanswered(path))) found.set(name, changed);
  }
  return found;
}

/** How many of them have another path today. */
function changing(paths: ReadonlyMap<string, string>, { sources }: MappingModel): number {
  return [...paths].filter(([name, path]) => !samePath(path, sources.get(name)?.path ?? '')).length;
}

function writtenEntries(file: MappingFile, paths: ReadonlyMap<string, string>): TextEdit[] {
  const entries = sourceEntries(file);
  const edits: TextEdit[] = [];
  const added: [name: string, path: string][] = [];
  for (const [name, path] of paths) {
    const entry = entries.find(({ declaration }) => declaration.name?.text === name);
    if (entry === undefined) added.push([writtenName(name), pathText(path)]);
    else edits.push(typeAloneEdit(entry, path));
  }
  return added.length === 0 ? edits : [...edits, insertIntoBlock(file, 'source', alignedLines(file, 'source', added))];
}

/** A type alone: the path joins it, a second entry would count for nothing. */
export function typeAloneEdit(entry: PlacedDeclaration<AttributeDeclaration>, path: string): TextEdit {
  const { end } = entry.declaration;
  return editOf(entry, { start: end, end }, ` = ${pathText(path)}`);
}

function sourceEntries(file: MappingFile): PlacedDeclaration<AttributeDeclaration>[] {
  return declarationsOf(file, 'attribute').filter(({ declaration }) => declaration.block === 'source');
}

function notesOf({ scenario }: ScenarioDefinition, { used, sources }: MappingModel): { notes?: readonly string[] } {
  if (scenario === 'rehire')
    return {
      notes: [
        'results[-1:] takes the last employment as listed; SuccessFactors does not guarantee the order. The scenario active chooses by status.',
      ],
    };
  if (scenario !== 'active') return {};
  const notes = [
    'A person whose jobs are none of A, U and P has no value any more: leavers, and pre-hires without a job.',
  ];
  const status = [...used].filter((name) => sources.get(name)?.path?.endsWith('.emplStatus') === true);
  if (status.length > 0)
    notes.push(
      `${status.join(' and ')} is read as a code (A, U, P …), no longer as an option id of the picklist: compare it with codes.`,
    );
  if (!used.has('emplStatus'))
    notes.push(
      'Nothing reads emplStatus: map it, because the connector fetches the status only then, and without it nothing is found.',
    );
  return { notes };
}
