import { expect } from 'vitest';
import type { Ended } from './sfmap.ts';

/** Wrong usage or unreadable input: exit 2, one sentence with its cure, nothing on standard output, no stack trace. */
export function expectRefused(ended: Ended, ...messages: readonly RegExp[]): void {
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.err).toMatch(/^sfmap: [^\n]+\n$/);
  expect(ended.err).not.toMatch(/\n\s+at |ENOENT|EISDIR|foresee/);
  for (const message of messages) expect(ended.err).toMatch(message);
}
