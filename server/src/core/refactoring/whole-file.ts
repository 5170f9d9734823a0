import { declarationsOf, KEPT_BY_REPLACE } from '../analysis/bind.ts';
import { editOf, type TextEdit } from '../analysis/diagnostic.ts';
import type { MappingModel } from '../analysis/model.ts';
import { pathOf } from '../analysis/paths.ts';
import { writtenPaths } from '../analysis/written-paths.ts';
import { builtInAttributes } from '../catalog/source-attributes.ts';
import { replacePrefix } from '../jsonpath/prefix.ts';
import type { MappingFile, PlacedDeclaration, ReplaceDeclaration } from '../language/syntax.ts';
import { FIRST_EMPLOYMENT, type Scenario, scenarios } from './scenario.ts';
import { insertIntoSource, writtenPath } from './source-block.ts';

/** A change of the text that answers an HR situation. */
export interface Refactoring {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The attributes that keep their path although it begins like those that change, and why. */
  readonly kept: readonly { readonly attribute: string; readonly reason: string }[];
}

const REASONS: Readonly<Record<string, string>> = {
  startDate: 'Microsoft finds pre-hires by $.employmentNav.results[0].startDate or [-1:].startDate alone',
  manager: 'a reference is read directly from one source',
};

/**
 * Answers an HR situation in the whole file, as Microsoft's bulk edit does: a `replace` line for the built-in
 * attributes, the new prefix in every path that the file writes out. `startDate` and `manager` keep theirs. Undefined
 * when nothing would change.
 */
export function refactorFile(file: MappingFile, model: MappingModel, scenario: Scenario): Refactoring | undefined {
  const definition = scenarios.find((candidate) => candidate.scenario === scenario);
  if (definition === undefined || model.direction !== 'inbound') return undefined;
  const edits: TextEdit[] = [];
  const line = replaceLine(file);
  const current = line?.declaration.to;
  if (line !== undefined && current !== undefined && current.text !== definition.prefix) {
    edits.push(editOf(line, current, writtenPath(current, definition.prefix)));
  } else if (current === undefined) {
    edits.push(insertIntoSource(file, `replace ${FIRST_EMPLOYMENT} -> ${definition.prefix}`, 'first'));
  }
  const builtIn = edits.length === 0 ? 0 : rewrittenBuiltIns(model, definition.prefix);
  // A file that was changed for another situation changes as a whole: its own paths begin as the `replace` line says.
  const former = scenarios.find(({ prefix }) => prefix === current?.text && prefix !== definition.prefix)?.prefix;
  const before = [FIRST_EMPLOYMENT, ...(former === undefined ? [] : [former])];
  let own = 0;
  for (const { node, role, name, placed } of writtenPaths({ file })) {
    if (role !== 'source' || KEPT_BY_REPLACE.has(name ?? '')) continue;
    const path = firstOf(before, (prefix) => replacePrefix(pathOf(node.text), prefix, definition.prefix));
    if (path === undefined) continue;
    edits.push(editOf(placed, node, writtenPath(node, path)));
    own++;
  }
  const paths = own + builtIn;
  if (edits.length === 0 || (paths === 0 && line === undefined)) return undefined;
  return {
    title:
      `Read ${definition.reads} in the whole file (${definition.situation}), ` +
      `${paths} ${paths === 1 ? 'path' : 'paths'}; startDate and manager keep theirs`,
    edits: edits.sort((a, b) => a.start - b.start),
    kept: [...KEPT_BY_REPLACE].map((attribute) => ({ attribute, reason: REASONS[attribute] ?? '' })),
  };
}

/** The line that says what is read instead of the first employment. */
function replaceLine(file: MappingFile): PlacedDeclaration<ReplaceDeclaration> | undefined {
  return declarationsOf(file, 'replace').find(
    ({ declaration: { from, to } }) =>
      from !== undefined && to !== undefined && replacePrefix(pathOf(from.text), FIRST_EMPLOYMENT, '$.x') === '$.x',
  );
}

function firstOf<T, R>(all: readonly T[], map: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const result = map(one);
    if (result !== undefined) return result;
  }
  return undefined;
}

/** The built-in attributes that the file reads and whose path changes. */
function rewrittenBuiltIns(model: MappingModel, prefix: string): number {
  return [...model.used].filter((name) => {
    const attribute = model.sources.get(name);
    const path = builtInAttributes.get(name)?.path;
    if (attribute === undefined || attribute.origin === 'file' || path === undefined || KEPT_BY_REPLACE.has(name))
      return false;
    return replacePrefix(pathOf(path), FIRST_EMPLOYMENT, prefix) !== undefined;
  }).length;
}
