import type { MappingFile, PlacedDeclaration } from './syntax.ts';

/** The last declaration that begins at an offset or before it: the place of one in `file.declarations`, or -1. */
export function declarationIndexAt({ declarations }: Pick<MappingFile, 'declarations'>, offset: number): number {
  let low = 0;
  let high = declarations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((declarations[middle] as PlacedDeclaration).offset <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The declaration that an offset lies in, its end included; undefined between two. A search by halves. */
export function declarationAt(file: Pick<MappingFile, 'declarations'>, offset: number): PlacedDeclaration | undefined {
  const index = declarationIndexAt(file, offset);
  const placed = file.declarations[index];
  if (placed === undefined) return undefined;
  if (offset <= placed.offset + placed.declaration.end) return placed;
  return undefined;
}
