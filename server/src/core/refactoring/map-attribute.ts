import type { MappingModel } from '../analysis/model.ts';
import { declarationAt } from '../language/declaration-at.ts';
import type { MappingFile } from '../language/syntax.ts';
import { alignedLine, insertIntoBlock, writtenName } from './block-lines.ts';
import type { Rewriting } from './rewriting.ts';

/**
 * A mapping for the entry of `source` at an offset that nothing reads: to the target of its own name, else to the first
 * extension attribute that is not mapped.
 */
export function mapAttribute(file: MappingFile, model: MappingModel, offset: number): Rewriting[] {
  const placed = declarationAt(file, offset);
  if (placed?.declaration.kind !== 'attribute' || placed.declaration.block !== 'source') return [];
  const name = placed.declaration.name?.text;
  if (name === undefined || placed.problems.length > 0 || model.used.has(name) || /[\]\r\n]/.test(name)) return [];
  const mapped = new Set(model.mappings.map(({ target }) => target));
  const isFree = (target: string) =>
    model.targets.has(target) && !mapped.has(target) && !model.unread.mappings.has(target);
  const free = [name, ...Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`)].find(isFree);
  if (free === undefined) return [];
  const line = alignedLine(file, 'map', writtenName(free), `[${name}]`);
  return [{ title: `Map ${name} to ${free}`, edits: [insertIntoBlock(file, 'map', [line])], toChoose: free }];
}
