import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import { applyEdits } from '../../server/src/core/refactoring/apply-edits.ts';
import { completion, insertedText } from '../../server/src/features/completion.ts';
import { rename } from '../../server/src/features/rename.ts';
import { semanticTokens } from '../../server/src/features/semantic-tokens.ts';
import { examplePerson } from '../support/example-people.ts';
import { type Change, change, changed, wholeFiles } from '../support/mutated-files.ts';
import { soak } from '../support/soak.ts';

const HOUR = 3_600_000;
/** What one author does before the next file is opened. */
const STEPS = 20;
/** A file that grows without end would tell about nothing but its length. */
const LONGEST = 20_000;

type Step =
  | { readonly kind: 'edit'; readonly change: Change }
  | { readonly kind: 'completion'; readonly at: number; readonly item: number }
  | { readonly kind: 'rename'; readonly at: number; readonly name: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), change }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('completion' as const), at: fc.nat(), item: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      at: fc.nat(),
      name: fc.constantFrom('badge', 'firstName', 'my name', 'été', 'x1', '', ']', 'IIF', '"'),
    }),
  },
);

const sample = { label: 'a rehire', payload: examplePerson('rehire') };

/** The text after a step; completion and renaming are asked of what an editor holds, and of the text read anew. */
function after(step: Step, held: Analysis, anew: Analysis): string {
  const { text } = held.file;
  if (step.kind === 'edit') return changed(text, step.change).slice(0, LONGEST);
  const offset = step.at % (text.length + 1);
  if (step.kind === 'rename') {
    const result = rename(held, offset, step.name);
    same(result, rename(anew, offset, step.name));
    return 'refused' in result ? text : applyEdits(text, result.edits);
  }
  const offered = completion(held, offset);
  same(offered, completion(anew, offset));
  const item = offered.items[step.item % Math.max(1, offered.items.length)];
  if (item === undefined) return text;
  const { start, end } = item.span ?? offered.word;
  return text.slice(0, start) + insertedText(item.insert) + text.slice(end);
}

/** As `toEqual`, which is slow where all is well. */
function same(a: unknown, b: unknown): void {
  if (!isDeepStrictEqual(a, b)) expect(a).toEqual(b);
}

function expectSame(held: Analysis, anew: Analysis): void {
  same(held.file, anew.file);
  same(held.diagnostics, anew.diagnostics);
  same(held.evaluation?.targets, anew.evaluation?.targets);
  same(semanticTokens(held), semanticTokens(anew));
}

describe('soak: authoring', () => {
  const { numRuns, seed } = soak(300, 100_000);
  const files = Math.ceil(numRuns / STEPS);

  it(`${numRuns} edits, completions and renamings give what the text read anew gives (seed ${seed})`, {
    timeout: HOUR,
  }, () => {
    const steps = fc.array(step, { minLength: STEPS, maxLength: STEPS });
    fc.assert(
      fc.property(fc.constantFrom(...wholeFiles), steps, (start, author) => {
        let held = new Analysis(start, { sample });
        for (const one of author) {
          const text = after(one, held, new Analysis(held.file.text, { sample }));
          held = held.withText(text);
          expectSame(held, new Analysis(text, { sample }));
        }
      }),
      { numRuns: files, seed },
    );
  });
});
