import { late } from '../late.ts';

const PLAIN = late(() => /^[\p{L}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?$/u);

/** Whether a name may stand without quotes: a letter or `_`, then letters, digits, `_`, `.`, `-`, not ending in `.` or `-`. */
export function isPlainName(text: string): boolean {
  return PLAIN().test(text);
}
