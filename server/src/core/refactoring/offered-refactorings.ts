import type { MappingModel } from '../analysis/model.ts';
import { declarationAt } from '../language/declaration-at.ts';
import type { BlockKind, MappingFile } from '../language/syntax.ts';
import type { Situation } from '../mapping/situation.ts';
import { addAttribute, fieldsNamed, isRefusal } from './add-attribute.ts';
import { alignPhoneType } from './align-phone-type.ts';
import { attributeAt, refactorPath } from './one-path.ts';
import { type Scenario, scenarios } from './scenario.ts';
import { type Refactoring, refactorFile } from './whole-file.ts';
import { partsOf, type RowGroup, rowGroups, writebackRows } from './writeback-rows.ts';
import { completeGroup, refactorWriteback, writebackScenarios } from './writeback-scenario.ts';

export interface OfferOptions {
  /** What the sample person shows: the answers to it come first. */
  readonly situation?: Situation;
  readonly parameters?: ReadonlyMap<string, string>;
}

/**
 * What an editor offers at an offset beside the fixes: for the attribute there, then for the whole file. Answers for
 * the whole file are offered on `provision` and in the blocks that they change, as the file has its answer; on a
 * `replace` line in the other style too. Of a larger file the whole is for `lateAnswers`.
 */
export function offeredRefactorings(
  file: MappingFile,
  model: MappingModel,
  offset: number,
  { situation, parameters }: OfferOptions = {},
): Refactoring[] {
  if (model.direction === 'writeback') return offeredForWriteback(file, model, offset, parameters);
  if (model.direction !== 'inbound') return [];
  const here = [...missingAttribute(file, model, offset), ...bySituation(refactorPath(file, model, offset), situation)];
  return [...here, ...bySituation(wholeFile(file, model, offset), situation)];
}

/** In a larger file the cursor would wait for what changes the whole. */
const MOST_DECLARATIONS = 2_000;

/** What is offered for the whole of a file in which it is computed only when it is taken. */
export interface LateAnswer {
  readonly title: string;
  readonly scenario: Scenario;
}

/** The answers for the whole of a larger file, without their edits: at its head alone. */
export function lateAnswers(
  file: MappingFile,
  model: MappingModel,
  offset: number,
  situation: Situation | undefined,
): LateAnswer[] {
  if (model.direction !== 'inbound' || !isLarge(file) || !isAtHead(file, offset, ['source'])) return [];
  const found = scenarios.map(({ scenario, reads, situation: answers }) => ({
    title: `Read ${reads} in the whole file (${answers})`,
    scenario,
  }));
  return bySituation(found, situation);
}

function isLarge({ declarations }: MappingFile): boolean {
  return declarations.length > MOST_DECLARATIONS;
}

function wholeFile(file: MappingFile, model: MappingModel, offset: number): Refactoring[] {
  if (isLarge(file)) return [];
  const all = isAtHead(file, offset, ['source']);
  if (!all && !isInBlock(file, offset, ['source', 'map'])) return [];
  const found = scenarios.flatMap(({ scenario }) => refactorFile(file, model, scenario) ?? []);
  if (!isOnReplace(file, offset)) return found;
  for (const style of ['replace', 'written'] as const) {
    for (const { scenario } of scenarios) {
      const other = refactorFile(file, model, scenario, style);
      if (other !== undefined && !found.some(({ title }) => title === other.title)) found.push(other);
    }
  }
  return found;
}

/** A name that nothing declares, and that fields of SuccessFactors have: they may be added. */
function missingAttribute(file: MappingFile, model: MappingModel, offset: number): Refactoring[] {
  const name = attributeAt(file, offset)?.name;
  if (name === undefined || model.sources.has(name) || model.unread.sources.has(name)) return [];
  return fieldsNamed(name).flatMap((wanted) => {
    const result = addAttribute(file, model, wanted);
    return result === undefined || isRefusal(result) || result.edits.length === 0 ? [] : [result];
  });
}

function offeredForWriteback(
  file: MappingFile,
  model: MappingModel,
  offset: number,
  parameters: ReadonlyMap<string, string> | undefined,
): Refactoring[] {
  const group = groupAt(file, offset);
  const found: (Refactoring | undefined)[] = [];
  if (group !== undefined) found.push(completeGroup(file, model, group));
  if (group === 'businessPhone' || group === 'cellPhone') {
    for (const follow of ['mapping', 'path'] as const)
      found.push(alignPhoneType(file, model, group, follow, parameters));
  }
  if (group !== undefined || isAtHead(file, offset, ['map', 'target']))
    found.push(...writebackScenarios.map(({ scenario }) => refactorWriteback(file, model, scenario)));
  return found.filter((one) => one !== undefined);
}

/** The row that the target at an offset belongs to, in `map` or in `target`. */
function groupAt(file: MappingFile, at: number): RowGroup | undefined {
  const here = file.declarations.find(({ offset, declaration }) => offset <= at && at <= offset + declaration.end);
  const declaration = here?.declaration;
  let name: string | undefined;
  if (declaration?.kind === 'map') name = declaration.target?.text;
  else if (declaration?.kind === 'attribute' && declaration.block === 'target') name = declaration.name?.text;
  return rowGroups.find((group) => {
    const { value, type, flag } = writebackRows[group];
    return name !== undefined && [value, type, flag, ...partsOf(group)].includes(name);
  });
}

function isInBlock(file: MappingFile, at: number, kinds: readonly BlockKind[]): boolean {
  return file.blocks.some(({ kind, start, end }) => kinds.includes(kind) && start <= at && at <= end);
}

/** On `provision`, on the word that opens one of these blocks, or on a `replace` line. */
function isAtHead(file: MappingFile, at: number, kinds: readonly BlockKind[]): boolean {
  return (
    file.blocks.some(({ kind, keyword }) => kinds.includes(kind) && keyword.start <= at && at <= keyword.end) ||
    file.declarations.some(
      ({ offset, declaration }) =>
        (declaration.kind === 'provision' || declaration.kind === 'replace') &&
        offset <= at &&
        at <= offset + declaration.end,
    )
  );
}

function isOnReplace(file: MappingFile, at: number): boolean {
  return declarationAt(file, at)?.declaration.kind === 'replace';
}

function bySituation<T extends { readonly title: string }>(
  refactorings: readonly T[],
  situation: Situation | undefined,
): T[] {
  const fits = ({ title }: T) => situation !== undefined && title.includes(`(${situation})`);
  return [...refactorings.filter(fits), ...refactorings.filter((one) => !fits(one))];
}
