import { declarationsOf, isExpression, KEPT_BY_REPLACE } from '../analysis/bind.ts';
import { editOf, type TextEdit } from '../analysis/diagnostic.ts';
import type { MappingModel } from '../analysis/model.ts';
import type { AttributeDeclaration, MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import { walkExpression } from '../language/walk.ts';
import { alignedLine, insertIntoBlock, pathText, writtenName, writtenPath } from './block-lines.ts';
import { rewrittenPath, scenarios } from './scenario.ts';
import { type Flow, flowSecondRecord, newName, type SecondRecord } from './second-record.ts';
import { type Refactoring, typeAloneEdit } from './whole-file.ts';

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
  const path = attribute.entry?.declaration.path?.text ?? model.sources.get(attribute.name)?.path;
  if (path === undefined) return [];
  const found: Refactoring[] = [];
  for (const { edits, reads, situation } of scenarios) {
    const changed = rewrittenPath(path, edits);
    if (changed === undefined) continue;
    found.push({ title: `Read ${reads} (${situation})`, edits: [pathEdit(file, attribute, changed)], kept: [] });
  }
  return [...found, ...secondRecords(file, model, attribute.name)];
}

function pathEdit(file: MappingFile, { name, entry }: AttributeAtCursor, path: string): TextEdit {
  const written = entry?.declaration.path;
  if (entry === undefined)
    return insertIntoBlock(file, 'source', [alignedLine(file, 'source', writtenName(name), pathText(path))]);
  return written === undefined ? typeAloneEdit(entry, path) : editOf(entry, written, writtenPath(written, path));
}

const ONE_OF_TWO_JOBS: readonly Flow[] = ['none', 'both', 'second', 'joined'];

/** Attributes for the host assignment and the second job, where the file has none yet. */
function secondRecords(file: MappingFile, model: MappingModel, name: string): Refactoring[] {
  const offered = (record: SecondRecord, flows: readonly Flow[]): Refactoring[] => {
    if (model.sources.has(newName(record, name))) return [];
    const found = flows.flatMap((flow) => flowSecondRecord(file, model, record, [name], flow) ?? []);
    return found.filter(({ title }, index) => found.findIndex((other) => other.title === title) === index);
  };
  return [...offered('host-assignment', ['second']), ...offered('second-job', ONE_OF_TWO_JOBS)];
}
