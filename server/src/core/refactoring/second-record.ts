import { declarationsOf, isExpression, KEPT_BY_REPLACE } from '../analysis/bind.ts';
import { editOf, type TextEdit } from '../analysis/diagnostic.ts';
import type { MappingModel, SourceAttribute } from '../analysis/model.ts';
import { pathOf } from '../analysis/paths.ts';
import { uniqueTargets } from '../catalog/unique-targets.ts';
import { startsWithSteps } from '../jsonpath/prefix.ts';
import type { Expression, MapDeclaration, MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import { alignedLine, insertIntoBlock, pathText, writtenName } from './block-lines.ts';
import { listedPath } from './listed-path.ts';
import { sameExpression } from './same-expression.ts';
import {
  EMPLOYMENTS,
  FIRST_EMPLOYMENT,
  GLOBAL_ASSIGNMENT,
  originalPath,
  rewrittenPath,
  SECOND_JOB,
  samePath,
  scenarios,
} from './scenario.ts';
import type { Refactoring } from './whole-file.ts';

/** Another employment that a person may have at the same time. */
export type SecondRecord = 'second-job' | 'host-assignment';

/**
 * What flows of a person who has both: `none` declares the attribute alone; `both` flows the other value into a target
 * of its own; `first` and `second` flow that one where it is present, else the other; `joined` flows both as one text.
 */
export type Flow = 'none' | 'both' | 'first' | 'second' | 'joined';

const RECORDS: Readonly<Record<SecondRecord, { prefix: string; path: string; situation: string }>> = {
  'second-job': { prefix: 'secondJob', path: SECOND_JOB, situation: 'concurrent jobs' },
  'host-assignment': { prefix: 'globalAssignment', path: GLOBAL_ASSIGNMENT, situation: 'global assignment' },
};

const FLOWS: readonly Exclude<Flow, 'none' | 'both'>[] = ['first', 'second', 'joined'];

/**
 * Declares an attribute for the second record of each of these attributes, and flows it as the author chose. An
 * attribute that is there already is used as it is, and an expression of another choice is changed. Nothing changes for
 * a person with one employment, and no target by which people are told apart takes another value. Undefined when nothing would change, or when none of the attributes is read from an
 * employment.
 *
 * Source: "How Azure Active Directory provisioning integrates with SAP SuccessFactors", "Handling global assignment
 * scenario" and "Handling concurrent jobs scenario".
 *
 * @param targets Where `both` flows the second value of each attribute; else the first free extension attribute.
 */
export function flowSecondRecord(
  file: MappingFile,
  model: MappingModel,
  record: SecondRecord,
  attributes: readonly string[],
  flow: Flow,
  targets: ReadonlyMap<string, string> = new Map(),
): Refactoring | undefined {
  if (model.direction !== 'inbound') return undefined;
  const entries: string[] = [];
  const mappings: string[] = [];
  const edits: TextEdit[] = [];
  const said: string[] = [];
  const notes: string[] = [];
  const free = freeTargets(model, [...targets.values()]);
  for (const attribute of attributes) {
    const path = secondRecordPath(model, attribute, record);
    if (path === undefined) continue;
    const known = declaredName(model, record, attribute, path);
    const name = known ?? newName(record, attribute);
    if (known === undefined) {
      const entry = alignedLine(
        file,
        'source',
        declaredAs(model, attribute, name),
        pathText(path, quotedEntry(file, attribute)),
      );
      entries.push(entry);
    }
    const flowing = flow === 'none' ? undefined : mappingOf(file, attribute, name);
    const keeps = flowing !== undefined && flow !== 'both' && tellsPeopleApart(flowing);
    const mapping = keeps ? undefined : flowing;
    let how = '';
    if (mapping !== undefined && flow !== 'none') {
      const wanted = flow === 'both' ? `[${attribute}]` : expressionOf(flow, attribute, name);
      const { start, end } = mapping.source;
      if (!sameExpression(file.text.slice(mapping.placed.offset + start, mapping.placed.offset + end), wanted)) {
        edits.push(editOf(mapping.placed, mapping.source, wanted));
        how = flowWords(flow, attribute);
      }
    }
    if (flow === 'both' && !model.mappings.some(({ expression }) => isAttribute(expression, name))) {
      const target = targets.get(attribute) ?? free.shift();
      if (target === undefined) notes.push(`No extension attribute is free for ${name}: name a target.`);
      else {
        mappings.push(alignedLine(file, 'map', writtenName(target), `[${name}]`));
        how = ` and flow it to ${target}`;
      }
    } else if (keeps) {
      notes.push(`${flowing.placed.declaration.target?.text} tells people apart and keeps ${attribute} alone.`);
    } else if (flow !== 'none' && flow !== 'both' && mapping === undefined) {
      notes.push(
        `No mapping flows ${attribute} as it is: write ${expressionOf(flow, attribute, name)} where it is wanted.`,
      );
    }
    if (known === undefined) said.push(`Add ${name}${how}`);
    else if (how !== '') said.push(`Take ${name}${how}`);
    const read = model.sources.get(attribute)?.path ?? '';
    if (record === 'second-job' && rewrittenPath(read, [{ from: FIRST_EMPLOYMENT, to: '$' }]) === undefined)
      notes.push(`${attribute} does not read the first employment here: of two jobs it may be the second one already.`);
  }
  if (entries.length > 0) edits.push(insertIntoBlock(file, 'source', entries));
  if (mappings.length > 0) edits.push(insertIntoBlock(file, 'map', mappings));
  if (edits.length === 0) return undefined;
  return {
    title: `${said.join('; ')} (${RECORDS[record].situation})`,
    edits: edits.sort((a, b) => a.start - b.start),
    kept: [],
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** The path of an attribute's second record; undefined when the attribute is not read from an employment. */
export function secondRecordPath(model: MappingModel, attribute: string, record: SecondRecord): string | undefined {
  const { sources } = model;
  // No expression could read an attribute whose name holds a bracket.
  if (KEPT_BY_REPLACE.has(attribute) || attribute.includes(']')) return undefined;
  const { path, origin } = sources.get(attribute) ?? {};
  if (path === undefined) return undefined;
  const candidates = [path, ...scenarios.flatMap((one) => originalPath(path, one) ?? [])];
  // Behind a `replace` line with an employment of the author's own, the list knows the path that the line changed. A
  // path of the file, or one that was moved away from the employments, is another field than the list's.
  if (origin === 'replaced' && startsWithSteps(pathOf(path), pathOf(EMPLOYMENTS)))
    candidates.push(listedPath(model, attribute) ?? '');
  for (const candidate of candidates) {
    const text = rewrittenPath(candidate, [{ from: FIRST_EMPLOYMENT, to: RECORDS[record].path }]);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** What the attribute of the second record is called: `secondJobDepartment`, `globalAssignmentDepartment`. */
export function newName(record: SecondRecord, attribute: string): string {
  return `${RECORDS[record].prefix}${attribute.charAt(0).toUpperCase()}${attribute.slice(1)}`;
}

/** What the attribute of the second record is called in this file, or would be. */
export function secondRecordName(model: MappingModel, record: SecondRecord, attribute: string): string {
  const path = secondRecordPath(model, attribute, record);
  const known = path === undefined ? undefined : declaredName(model, record, attribute, path);
  return known ?? newName(record, attribute);
}

function declaredName(
  { sources }: MappingModel,
  record: SecondRecord,
  attribute: string,
  text: string,
): string | undefined {
  const name = newName(record, attribute);
  if (sources.has(name)) return name;
  return [...sources.values()].find(
    ({ origin, path, name: other }) =>
      origin === 'file' && other !== attribute && path !== undefined && samePath(path, text),
  )?.name;
}

/** Name and type of the new entry: the type is that of the attribute that it stands beside. */
function declaredAs({ sources }: MappingModel, attribute: string, name: string): string {
  const { type, multivalued } = sources.get(attribute) as SourceAttribute;
  const written = writtenName(name);
  return type === 'String' && !multivalued ? written : `${written} : ${type}${multivalued ? '[]' : ''}`;
}

function quotedEntry(file: MappingFile, attribute: string): boolean {
  return declarationsOf(file, 'attribute').some(
    ({ declaration: { block, name, path } }) => block === 'source' && name?.text === attribute && path?.quoted === true,
  );
}

function expressionOf(flow: Exclude<Flow, 'none' | 'both'>, first: string, second: string): string {
  if (flow === 'first') return `IIF(IsPresent([${first}]), [${first}], [${second}])`;
  if (flow === 'second') return `IIF(IsPresent([${second}]), [${second}], [${first}])`;
  return `IIF(IsPresent([${second}]), Join(" / ", [${first}], [${second}]), [${first}])`;
}

function flowWords(flow: Flow, attribute: string): string {
  if (flow === 'first') return ` and flow it where ${attribute} is empty`;
  if (flow === 'second') return ' and flow it when it is present';
  return flow === 'joined' ? ' and flow both as one text' : ` and flow ${attribute} alone`;
}

interface FlowingMapping {
  readonly placed: PlacedDeclaration<MapDeclaration>;
  readonly source: Expression;
}

/** The mapping that flows the attribute as it is, or by one of the choices. */
function mappingOf(file: MappingFile, first: string, second: string): FlowingMapping | undefined {
  const choices = FLOWS.map((flow) => expressionOf(flow, first, second));
  for (const placed of declarationsOf(file, 'map')) {
    const { source } = placed.declaration;
    if (!isExpression(source)) continue;
    if (isAttribute(source, first)) return { placed, source };
    const text = file.text.slice(placed.offset + source.start, placed.offset + source.end);
    if (text.includes(`[${second}]`) && choices.some((choice) => sameExpression(text, choice)))
      return { placed, source };
  }
  return undefined;
}

/** Whether people are found by the target of a mapping, or no two may share its value. */
function tellsPeopleApart({ placed: { declaration } }: FlowingMapping): boolean {
  const isMatched = declaration.options.some(({ kind }) => kind === 'match');
  return isMatched || uniqueTargets.has(declaration.target?.text ?? '');
}

function isAttribute(expression: Expression | undefined, name: string): boolean {
  return expression?.kind === 'attribute' && expression.name === name;
}

/** Extension attributes that no mapping writes, in order. */
function freeTargets({ mappings, targets }: MappingModel, taken: readonly string[]): string[] {
  const used = new Set([...mappings.map(({ target }) => target), ...taken]);
  return Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`).filter(
    (name) => targets.has(name) && !used.has(name),
  );
}
