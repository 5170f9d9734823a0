import type { MappingFile, PlacedDeclaration, TestDeclaration, TestStatement } from '../language/syntax.ts';
import type { BoundTest } from './model.ts';

const STATEMENTS: ReadonlySet<string> = new Set<TestStatement['kind']>([
  'given',
  'person',
  'existing',
  'at',
  'domain',
  'taken',
  'expect',
]);

/** The tests of a file with their lines: a line belongs to the test that was opened last. */
export function boundTests(file: MappingFile): readonly BoundTest[] {
  const tests: BoundTest[] = [];
  let unread: PlacedDeclaration[] = [];
  const heads = new Set(file.blocks.flatMap(({ kind, start }) => (kind === 'test' ? [start] : [])));
  let open: PlacedDeclaration<TestStatement>[] | undefined;
  for (const placed of file.declarations) {
    if (isTest(placed)) {
      open = [];
      unread = isWhole(placed) ? [] : [placed];
      tests.push({ name: placed.declaration.name?.value ?? '', placed, statements: open, unread });
    } else if (heads.has(placed.offset)) {
      // The head could not be read: its lines must not count for the test before it.
      open = undefined;
    } else if (isStatement(placed)) {
      open?.push(placed);
      if (!isWhole(placed)) unread.push(placed);
    } else if (placed.declaration.kind === 'opaque' && placed.declaration.block === 'test') unread.push(placed);
  }
  return tests;
}

/** An escape that means what it says (SFM1007) leaves nothing out. */
function isWhole({ problems }: PlacedDeclaration): boolean {
  return problems.every(({ code }) => code === 'SFM1007');
}

function isTest(placed: PlacedDeclaration): placed is PlacedDeclaration<TestDeclaration> {
  return placed.declaration.kind === 'test';
}

function isStatement(placed: PlacedDeclaration): placed is PlacedDeclaration<TestStatement> {
  return STATEMENTS.has(placed.declaration.kind);
}
