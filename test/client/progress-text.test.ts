import { describe, expect, it } from 'vitest';
import { progressText } from '../../client/src/infrastructure/progress-text.ts';

describe('progressText', () => {
  it.each([
    ['the phase alone before anything is done', { phase: 'Reading Entra users', done: 0 }, 0, 'Reading Entra users'],
    [
      'a count where the total is not known',
      { phase: 'Reading Entra users', done: 1200 },
      1,
      'Reading Entra users 1,200',
    ],
    ['done and total', { phase: 'Writing', done: 3, total: 40 }, 1, 'Writing 3 of 40'],
    [
      'rate and time left once they have settled',
      { phase: 'Reading people', done: 3400, total: 9876 },
      8.3,
      'Reading people 3,400 of 9,876 · 410/s · 16 s left',
    ],
    [
      'minutes when it takes long',
      { phase: 'Writing', done: 60, total: 60_000 },
      10,
      'Writing 60 of 60,000 · 6/s · 167 min left',
    ],
    ['no time left at the end', { phase: 'Writing', done: 40, total: 40 }, 10, 'Writing 40 of 40 · 4/s'],
    [
      'what is waited for',
      { phase: 'Waiting', done: 0, waiting: 'SuccessFactors asks to wait 30 s' },
      5,
      'Waiting · SuccessFactors asks to wait 30 s',
    ],
  ])('tells %s', (_, params, seconds, text) => {
    expect(progressText(params, seconds)).toBe(text);
  });
});
