import { declarationsOf, isExpression, KEPT_BY_REPLACE } from '../analysis/bind.ts';
import { editOf, type TextEdit } from '../analysis/diagnostic.ts';
import type { MappingModel } from '../analysis/model.ts';
import { pathOf } from '../analysis/paths.ts';
import { builtInAttributes } from '../catalog/source-attributes.ts';
import { replacePrefix } from '../jsonpath/prefix.ts';
import type { AttributeDeclaration, MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import { walkExpression } from '../language/walk.ts';
import { FIRST_EMPLOYMENT, GLOBAL_ASSIGNMENT, SECOND_JOB, scenarios } from './scenario.ts';
import { insertIntoSource, quoted, writtenName, writtenPath } from './source-block.ts';
import type { Refactoring } from './whole-file.ts';

/** The source attribute that the cursor is on, declared in the file or read by a mapping. */
export interface AttributeAtCursor {
  readonly name: string;
  readonly entry?: PlacedDeclaration<AttributeDeclaration>;
}

/** The source attribute at an offset: inside its declaration, or on `[name]` in a mapping. */
export function attributeAt(file: MappingFile, offset: number): AttributeAtCursor | undefined {
  const entries = declarationsOf(file, 'attribute').filter(({ declaration }) => declaration.block === 'source');
  const entryOf = (name: string) => entries.find(({ declaration }) => declaration.name?.text === name);
  for (const placed of entries) {
    const at = offset - placed.offset;
    const name = placed.declaration.name?.text;
    if (at >= 0 && at <= placed.declaration.end && name !== undefined) return { name, entry: placed };
  }
  for (const { offset: start, declaration } of declarationsOf(file, 'map')) {
    const at = offset - start;
    if (at < 0 || at > declaration.end || !isExpression(declaration.source)) continue;
    let found: string | undefined;
    walkExpression(declaration.source, (node) => {
      if (node.kind === 'attribute' && node.start <= at && at <= node.end) found = node.name;
    });
    if (found === undefined) continue;
    const entry = entryOf(found);
    return { name: found, ...(entry === undefined ? {} : { entry }) };
  }
  return undefined;
}

/** The answers to the HR situations for the attribute at an offset, in Microsoft's order. Empty where none applies. */
export function refactorPath(file: MappingFile, model: MappingModel, offset: number): Refactoring[] {
  if (model.direction !== 'inbound') return [];
  const attribute = attributeAt(file, offset);
  if (attribute === undefined || KEPT_BY_REPLACE.has(attribute.name)) return [];
  const written = attribute.entry?.declaration.path;
  const path = written?.text ?? model.sources.get(attribute.name)?.path;
  if (path === undefined) return [];
  const original = originalPath(attribute.name, path);
  const found: Refactoring[] = [];
  for (const { prefix, reads, situation } of scenarios) {
    const changed = replacePrefix(pathOf(path), FIRST_EMPLOYMENT, prefix);
    if (changed === undefined) continue;
    found.push({ title: `Read ${reads} (${situation})`, edits: [pathEdit(file, attribute, changed)], kept: [] });
  }
  if (original !== undefined) found.push(...newAttributes(file, model, attribute, original));
  return found;
}

/** The path with the first employment, from which those of other assignments and jobs are made. */
function originalPath(name: string, path: string): string | undefined {
  const candidates = [path, builtInAttributes.get(name)?.path ?? ''];
  return candidates.find((candidate) => replacePrefix(pathOf(candidate), FIRST_EMPLOYMENT, SECOND_JOB) !== undefined);
}

function pathEdit(file: MappingFile, { name, entry }: AttributeAtCursor, path: string): TextEdit {
  const written = entry?.declaration.path;
  if (entry === undefined) return insertIntoSource(file, `${writtenName(name)} = ${path}`, 'last');
  if (written !== undefined) return editOf(entry, written, writtenPath(written, path));
  // A type alone: the path joins it, a second entry would count for nothing.
  const { end } = entry.declaration;
  return editOf(entry, { start: end, end }, ` = ${path}`);
}

function newAttributes(
  file: MappingFile,
  model: MappingModel,
  { name, entry }: AttributeAtCursor,
  path: string,
): Refactoring[] {
  // No expression could read an attribute whose name holds a bracket.
  if (name.includes(']')) return [];
  const found: Refactoring[] = [];
  const entryOf = (attribute: string, own: string) =>
    insertIntoSource(
      file,
      `${writtenName(attribute)} = ${entry?.declaration.path?.quoted === true ? quoted(own) : own}`,
      'last',
    );
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  const assignment = `globalAssignment${capital}`;
  const assignmentPath = replacePrefix(pathOf(path), FIRST_EMPLOYMENT, GLOBAL_ASSIGNMENT);
  if (assignmentPath !== undefined && !model.sources.has(assignment)) {
    const mapping = mappingOf(file, name);
    const flow = `IIF(IsPresent([${assignment}]), [${assignment}], [${name}])`;
    found.push({
      title: `Add ${assignment}${mapping === undefined ? '' : ' and flow it when it is present'} (global assignment)`,
      edits: [entryOf(assignment, assignmentPath), ...(mapping === undefined ? [] : [{ ...mapping, text: flow }])],
      kept: [],
    });
  }
  const second = `secondJob${capital}`;
  const secondPath = replacePrefix(pathOf(path), FIRST_EMPLOYMENT, SECOND_JOB);
  if (secondPath !== undefined && !model.sources.has(second)) {
    found.push({
      title: `Add ${second} (concurrent jobs)`,
      edits: [entryOf(second, secondPath)],
      kept: [],
    });
  }
  return found;
}

/** Where a mapping flows the attribute as it is: its expression takes the assignment's value first. */
function mappingOf(file: MappingFile, name: string): { start: number; end: number } | undefined {
  for (const { offset, declaration } of declarationsOf(file, 'map')) {
    const { source } = declaration;
    if (source?.kind === 'attribute' && source.name === name)
      return { start: offset + source.start, end: offset + source.end };
  }
  return undefined;
}
