import { declarationsOf } from './bind.ts';
import type { RuleContext } from './diagnostic.ts';

/** So many mappings are no excerpt. */
const MANY = 5;
/** Beside a scope or a test fewer are enough; with one or two they show how a scope or a test is written. */
const SOME = 3;

/** Whether a file is meant to run as it stands. A few lines may be a part of something, of which nothing is missing. */
export function isWhole({ file, model }: RuleContext): boolean {
  if (declarationsOf(file, 'actions').length > 0) return true;
  const isUsed = model.scoped || declarationsOf(file, 'test').length > 0;
  return declarationsOf(file, 'map').length >= (isUsed ? SOME : MANY);
}
