import { expect, it } from 'vitest';
import { DeclarationParser } from '../../../server/src/core/language/parser.ts';

it('has a grammar without ambiguities', () => {
  expect(() => new DeclarationParser(true)).not.toThrow();
});
