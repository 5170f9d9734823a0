import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../server/src/core/json.ts';
import { REASON_KINDS } from '../../server/src/second-opinion/kinds.ts';
import { BuiltLibrary } from '../library/support/built-library.ts';
import { kindExamples, worker } from './support/kind-examples.ts';

describe('why jsonpath-plus answers differently', () => {
  let library: BuiltLibrary;
  beforeAll(async () => {
    library = await BuiltLibrary.build();
  });
  afterAll(() => library.remove());

  it.each(kindExamples)('%s: %s', { concurrent: true }, async (kind, path, sentence) => {
    const before = JSON.stringify(worker);
    const { agree, reason } = await library
      .require()
      .secondOpinion(path, worker, { timeoutMs: kind === 'timeout' ? 1_500 : 15_000 });
    expect({ agree, reason }).toEqual({ agree: false, reason: { kind, sentence } });
    expect(JSON.stringify(worker)).toBe(before);
  });

  it('is too-large where the payload is nested without measure', async () => {
    let deep: Json = 1;
    for (let level = 0; level < 100_000; level += 1) deep = { a: deep };
    const { reason } = await library.require().secondOpinion('$.a.a.b', deep);
    expect(reason).toEqual({
      kind: 'too-large',
      sentence:
        'jsonpath.com: an error; Entra: nothing. jsonpath-plus gave up: The payload is nested too deeply for jsonpath-plus.',
    });
  });

  it('is told by the command line alone: jsonpath-plus runs in the same file, started once more', async () => {
    const alone = join(library.folder, 'alone');
    mkdirSync(alone);
    for (const file of ['sfmap.cjs', 'shared-core.cjs'])
      copyFileSync(join(library.programs.folder, file), join(alone, file));
    const args = ['path', '$[0]', '--payload', '-', '--compare', '--format', 'json'];
    const { out, code } = await library.node([join(alone, 'sfmap.cjs'), ...args], '[1]');
    const answer = JSON.parse(out);
    expect(answer.matches).toEqual([{ path: '[0]', value: 1, text: '1' }]);
    expect(answer.secondOpinion).toMatchObject({ agree: true });
    expect(code).toBe(0);
  });

  it('is not-asked from the sources: only a built program starts itself', async () => {
    const { secondOpinion } = await import('../../server/src/second-opinion/second-opinion.ts');
    const { reason } = await secondOpinion('$[0]', [1]);
    expect(reason).toMatchObject({ kind: 'not-asked' });
    expect(reason?.sentence).toContain('runs only from a built program');
  });

  it('has a kind for every row, and a row for every kind that a path alone can show', () => {
    const shown = new Set(kindExamples.map(([kind]) => kind));
    expect(REASON_KINDS.filter((kind) => !shown.has(kind))).toEqual(['too-large', 'not-asked', 'other']);
  });
});
