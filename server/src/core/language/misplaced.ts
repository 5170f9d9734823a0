import type { IToken } from 'chevrotain';
import { nearestName } from '../nearest-name.ts';
import type { Slice } from './cut.ts';
import { quote } from './messages.ts';
import type { SyntaxProblem } from './syntax.ts';

const HEADS = ['provision', 'param', 'sample', 'actions'];
const BLOCKS = ['source', 'target', 'scope', 'limits', 'map', 'test'];
const STATEMENTS = ['given', 'person', 'existing', 'at', 'domain', 'taken', 'expect'];

/** Whether a declaration of this block may begin with this word. */
export function isHead(word: string, block: Slice['block']): boolean {
  if (block === 'file') return HEADS.includes(word);
  return block !== 'test' || STATEMENTS.includes(word);
}

/** What is wrong with a declaration that begins with a word of no meaning there; its first two tokens say. */
export function misplaced(
  first: IToken,
  second: IToken | undefined,
  text: string,
  block: Slice['block'],
): SyntaxProblem {
  const start = first.startOffset;
  const end = start + first.image.length;
  const span = { start, end };
  if (block === 'test') return { code: 'SFM1001', ...span, ...inTest(first, second, text) };
  return { code: 'SFM1001', ...span, message: messageFor(first, second, text) };
}

function inTest(first: IToken, second: IToken | undefined, text: string): Pick<SyntaxProblem, 'message' | 'fix'> {
  const { image, startOffset: start } = first;
  const replacement = (word: string) => ({ title: `Write ${word}`, start, end: start + image.length, text: word });
  if (second !== undefined && /^(?:==?|!=|<>|in|matches|absent|null|dropped|error)$/.test(second.image)) {
    const fix = { title: 'Insert expect', start, end: start, text: 'expect ' };
    return { message: `Expected expect before ${quote(first)}.`, fix };
  }
  if (second !== undefined && text.startsWith('<-', second.startOffset)) {
    return { message: `${quote(first)} <- … stands in a test. A mapping belongs into map { }.` };
  }
  const synonym = SYNONYMS.get(image.toLowerCase());
  const near = synonym ?? nearestName(image, STATEMENTS);
  if (near !== undefined) {
    return { message: `Did not expect ${quote(first)} here. Did you mean ${near}?`, fix: replacement(near) };
  }
  return { message: `Did not expect ${quote(first)} here. In a test stand ${STATEMENTS.join(', ')}.` };
}

/** Words of other test languages. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['payload', 'given'],
  ['sample', 'given'],
  ['input', 'given'],
  ['assert', 'expect'],
  ['then', 'expect'],
  ['now', 'at'],
]);

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
  if (STATEMENTS.includes(image)) return `${image} stands outside of all blocks. It belongs into test "name" { }.`;
  const near = nearestName(image, [...HEADS, ...BLOCKS]);
  const cure =
    near === undefined
      ? `Outside of blocks stand ${HEADS.join(', ')} and the blocks ${BLOCKS.join(', ')}.`
      : `Did you mean ${near}?`;
  return `Did not expect ${quote(first)} here. ${cure}`;
}
