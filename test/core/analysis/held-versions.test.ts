import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { examplePerson, inboundExample } from '../../support/example-people.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const sample = { label: 'Rita', payload: examplePerson('rehire') };

/** The last of many versions, and what is left of the ones before. */
function edited(rounds: number): { last: Analysis; before: WeakRef<object>[] } {
  const text = inboundExample();
  const before: WeakRef<object>[] = [];
  let last = new Analysis(text, { sample });
  for (let round = 0; round < rounds; round += 1) {
    void last.diagnostics;
    void last.evaluation;
    before.push(new WeakRef(last.file), new WeakRef(last.model));
    last = new Analysis(text.replace('"unknown"', `"unknown ${round}"`), { sample }, last);
  }
  void last.diagnostics;
  return { last, before };
}

it('an edited file keeps none of its versions but the first and the last ones', async () => {
  const { last, before } = edited(12);
  const held = () => before.flatMap((one, index) => (one.deref() === undefined ? [] : [index >> 1]));
  const between = () => held().filter((version) => version > 0 && version < 11);
  // A reference that was made or read in this turn holds what it refers to until the next one, and so does a function that V8
  // compiles on another thread until that is done. What a chain of versions holds is there after any number of turns.
  for (let tries = 0; tries < 40 && (tries < 2 || between().length > 0); tries += 1) {
    await pause(tries < 2 ? 0 : 50);
    collectGarbage();
  }
  await pause(0);
  expect(between()).toEqual([]);
  expect(last.file.text).toContain('unknown 11');
});
