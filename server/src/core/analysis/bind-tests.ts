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
  const tests: (BoundTest & { readonly statements: PlacedDeclaration<TestStatement>[] })[] = [];
  for (const placed of file.declarations) {
    if (isTest(placed)) tests.push({ name: placed.declaration.name?.value ?? '', placed, statements: [] });
    else if (isStatement(placed)) tests.at(-1)?.statements.push(placed);
  }
  return tests;
}

function isTest(placed: PlacedDeclaration): placed is PlacedDeclaration<TestDeclaration> {
  return placed.declaration.kind === 'test';
}

function isStatement(placed: PlacedDeclaration): placed is PlacedDeclaration<TestStatement> {
  return STATEMENTS.has(placed.declaration.kind);
}
