import { declarationsOf, KEPT_BY_REPLACE } from '../analysis/bind.ts';
import { editOf, type TextEdit } from '../analysis/diagnostic.ts';
import type { MappingModel } from '../analysis/model.ts';
import { pathOf } from '../analysis/paths.ts';
import { writtenPaths } from '../analysis/written-paths.ts';
import { builtInAttributes } from '../catalog/source-attributes.ts';
import { replacePrefix } from '../jsonpath/prefix.ts';
import type { MappingFile } from '../language/syntax.ts';
import { FIRST_EMPLOYMENT, type Scenario, scenarios } from './scenario.ts';
import { insertIntoSource } from './source-block.ts';

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
  const line = replaceEdit(file, definition.prefix);
  if (line !== undefined) edits.push(line);
  let own = 0;
  for (const { node, role, name, placed } of writtenPaths({ file })) {
    if (role !== 'source' || node.quoted || KEPT_BY_REPLACE.has(name ?? '')) continue;
    const path = replacePrefix(pathOf(node.text), FIRST_EMPLOYMENT, definition.prefix);
    if (path === undefined) continue;
    edits.push(editOf(placed, node, path));
    own++;
  }
  if (edits.length === 0) return undefined;
  const builtIn = line === undefined ? 0 : rewrittenBuiltIns(model, definition.prefix);
  const paths = own + builtIn;
  return {
    title:
      `Read ${definition.reads} in the whole file (${definition.situation}), ` +
      `${paths} ${paths === 1 ? 'path' : 'paths'}; startDate and manager keep theirs`,
    edits: edits.sort((a, b) => a.start - b.start),
    kept: [...KEPT_BY_REPLACE].map((attribute) => ({ attribute, reason: REASONS[attribute] ?? '' })),
  };
}

/** Changes the `replace` line of the first employment, or writes one. */
function replaceEdit(file: MappingFile, prefix: string): TextEdit | undefined {
  for (const placed of declarationsOf(file, 'replace')) {
    const { from, to } = placed.declaration;
    if (from === undefined || to === undefined) continue;
    if (replacePrefix(pathOf(from.text), FIRST_EMPLOYMENT, '$.x') !== '$.x') continue;
    return to.text === prefix || to.quoted ? undefined : editOf(placed, to, prefix);
  }
  return insertIntoSource(file, `replace ${FIRST_EMPLOYMENT} -> ${prefix}`, 'first');
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
