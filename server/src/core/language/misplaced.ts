import type { IToken } from 'chevrotain';
import { nearestName } from '../nearest-name.ts';
import { quote } from './messages.ts';
import type { SyntaxProblem } from './syntax.ts';

const HEADS = ['provision', 'param', 'sample', 'actions'];
const BLOCKS = ['source', 'target', 'scope', 'limits', 'map', 'test'];

/** Whether a declaration outside all blocks begins with this word. */
export function isHead(word: string): boolean {
  return HEADS.includes(word);
}

/** What is wrong with a line outside all blocks that begins like no declaration; its first two tokens say. */
export function misplaced(first: IToken, second: IToken | undefined, text: string): SyntaxProblem {
  const start = first.startOffset;
  const end = start + first.image.length;
  return { code: 'SFM1001', start, end, message: messageFor(first, second, text) };
}

function messageFor(first: IToken, second: IToken | undefined, text: string): string {
  const { image } = first;
  if (BLOCKS.includes(image)) {
    return image === 'test' ? 'Expected a name in double quotes and { after test.' : `Expected { after ${image}.`;
  }
  if (second !== undefined && text.startsWith('<-', second.startOffset)) {
    return `${quote(first)} <- … stands outside of all blocks. A mapping belongs into map { }.`;
  }
  if (second?.image === '=' || second?.image === ':') {
    return `${quote(first)} ${second.image} … stands outside of all blocks. An attribute belongs into source { } or target { }.`;
  }
  const near = nearestName(image, [...HEADS, ...BLOCKS]);
  const cure =
    near === undefined
      ? `Outside of blocks stand ${HEADS.join(', ')} and the blocks ${BLOCKS.join(', ')}.`
      : `Did you mean ${near}?`;
  return `Did not expect ${quote(first)} here. ${cure}`;
}
