import type { Declaration, MappingFile, PlacedDeclaration } from '../language/syntax.ts';

interface Sorted {
  readonly byKind: ReadonlyMap<Declaration['kind'], readonly PlacedDeclaration[]>;
  readonly broken: readonly PlacedDeclaration[];
}

const sorted = new WeakMap<MappingFile, Sorted>();

/** All declarations of one kind, in written order. A file is sorted once, however many rules ask. */
export function declarationsOf<K extends Declaration['kind']>(
  file: MappingFile,
  kind: K,
): readonly PlacedDeclaration<Extract<Declaration, { kind: K }>>[] {
  return (sortedOf(file).byKind.get(kind) ?? []) as never;
}

/** The declarations in which something could not be read as it stands, in written order. */
export function brokenDeclarations(file: MappingFile): readonly PlacedDeclaration[] {
  return sortedOf(file).broken;
}

function sortedOf(file: MappingFile): Sorted {
  const known = sorted.get(file);
  if (known !== undefined) return known;
  const byKind = new Map<Declaration['kind'], PlacedDeclaration[]>();
  const broken: PlacedDeclaration[] = [];
  for (const placed of file.declarations) {
    const list = byKind.get(placed.declaration.kind);
    if (list === undefined) byKind.set(placed.declaration.kind, [placed]);
    else list.push(placed);
    if (placed.problems.length > 0) broken.push(placed);
  }
  const made = { byKind, broken };
  sorted.set(file, made);
  return made;
}
