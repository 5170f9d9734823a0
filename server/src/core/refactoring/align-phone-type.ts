import { declarationsOf } from '../analysis/bind.ts';
import { editOf, type TextEdit } from '../analysis/diagnostic.ts';
import type { MappingModel } from '../analysis/model.ts';
import { expandParameters } from '../language/parameters.ts';
import type { MappingFile } from '../language/syntax.ts';
import { alignedLines, insertIntoBlock, pathText, quoted, writtenPath } from './block-lines.ts';
import type { Refactoring } from './whole-file.ts';
import {
  codeInPath,
  constantOf,
  mappingOf,
  ownPaths,
  partsOf,
  type RowGroup,
  writebackRows,
} from './writeback-rows.ts';

/** Which of the two places is right: the mapping of the type, or the filter of the paths. */
export type Follow = 'mapping' | 'path';

/**
 * The type code of a phone stands in two places, in the constant that is mapped and in the filter of every path. Makes
 * one say what the other says. Undefined when they agree, when the type is no constant, or when the paths do not agree
 * among themselves and the mapping is to follow them.
 *
 * Source: "Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors": the codes are those
 * of the tenant's picklist, and the API expressions must be edited to them.
 *
 * @param parameters Values of parameters; two codes that are equal after them agree.
 */
export function alignPhoneType(
  file: MappingFile,
  model: MappingModel,
  group: Exclude<RowGroup, 'email'>,
  follow: Follow,
  parameters: ReadonlyMap<string, string | undefined> = model.parameters,
): Refactoring | undefined {
  const row = writebackRows[group];
  const mapping = mappingOf(model, row.type);
  const written = constantOf(mapping);
  if (model.direction !== 'writeback' || mapping?.expression === undefined || written === undefined) return undefined;
  // Such a text is no option id, and would close the literal of a filter.
  if (/['\\]/.test(written)) return undefined;
  const known = new Map([...parameters].filter((pair): pair is [string, string] => pair[1] !== undefined));
  const value = (text: string) => expandParameters(text, known);
  const others = codedPaths(file, model, group).filter(({ code }) => value(code) !== value(written));
  if (others.length === 0) return undefined;
  if (follow === 'mapping') {
    const count = `${others.length} ${others.length === 1 ? 'path' : 'paths'}`;
    return {
      title: `Find the ${row.noun} by type ${written}, as ${row.type} says: ${count}`,
      edits: pathEdits(file, others, written),
      kept: [],
    };
  }
  const codes = new Set(codedPaths(file, model, group).map(({ code }) => code));
  const [code, second] = codes;
  if (code === undefined || second !== undefined) return undefined;
  return {
    title: `Write type ${code}, by which the paths find the ${row.noun}`,
    edits: [editOf(mapping.placed, mapping.expression, quoted(code))],
    kept: [],
  };
}

interface CodedPath {
  readonly target: string;
  readonly path: string;
  readonly code: string;
}

/** The paths of a group that count: of targets that are mapped, or that the file gives a path. */
function codedPaths(file: MappingFile, model: MappingModel, group: RowGroup): CodedPath[] {
  const { value, type, flag } = writebackRows[group];
  const own = ownPaths(file);
  return [value, type, flag, ...partsOf(group)].flatMap((target) => {
    const path = model.targets.get(target)?.path;
    const code = path === undefined ? undefined : codeInPath(path);
    if (path === undefined || code === undefined) return [];
    return own.has(target) || mappingOf(model, target) !== undefined ? [{ target, path, code }] : [];
  });
}

function pathEdits(file: MappingFile, paths: readonly CodedPath[], code: string): TextEdit[] {
  const entries = declarationsOf(file, 'attribute').filter(({ declaration }) => declaration.block === 'target');
  const added: [target: string, path: string][] = [];
  const edits: TextEdit[] = [];
  for (const { target, path, code: before } of paths) {
    const changed = path.replace(`'${before}'`, () => `'${code}'`);
    // The last entry of a target counts.
    const entry = entries.findLast(
      ({ declaration: { name, path: own } }) => name?.text === target && own !== undefined,
    );
    const node = entry?.declaration.path;
    if (entry === undefined || node === undefined) added.push([target, pathText(changed)]);
    else edits.push(editOf(entry, node, writtenPath(node, changed)));
  }
  if (added.length > 0) edits.push(insertIntoBlock(file, 'target', alignedLines(file, 'target', added)));
  return edits.sort((a, b) => a.start - b.start);
}
