import { isDeepStrictEqual } from 'node:util';
import { parseProject } from './project.ts';
import { projectError } from './project-error.ts';

/** One change of a text: what stands from `offset` on, `length` long, becomes `newText`. Offsets are UTF-16 units. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly newText: string;
}

/**
 * How the text of an sfmap.json changes when a connection is added behind the others. All else stays as it is written; the
 * new lines are indented as the file's own.
 *
 * @param text Empty where there is no file yet.
 * @param connection As it is to stand in the file.
 * @param file For messages.
 * @throws SfmapError exit 2: the text is no project file, it has this connection, or the connection is not valid.
 */
export function insertConnection(text: string, name: string, connection: unknown, file: string): TextChange {
  const before = text.trim() === '' ? {} : parseProject(text, file).content;
  if (Object.hasOwn(before.connections ?? {}, name)) {
    throw projectError(`${file} has a connection ${name} already.`, 'Choose another name.');
  }
  const change = changeOf(text, name, connection);
  const changed = text.slice(0, change.offset) + change.newText + text.slice(change.offset + change.length);
  const after = parseProject(changed, file).content;
  const wanted = { ...before, connections: { ...before.connections, [name]: connection } };
  if (isDeepStrictEqual(after, wanted)) return change;
  throw projectError(`${file} is written so that a connection cannot be added to it.`, 'Add it by hand.');
}

function changeOf(text: string, name: string, connection: unknown): TextChange {
  if (text.trim() === '') {
    const newText = `${JSON.stringify({ connections: { [name]: connection } }, undefined, 2)}\n`;
    return { offset: 0, length: text.length, newText };
  }
  const root = objectAt(text, text.indexOf('{'));
  const connections = root.members.findLast(({ name: member }) => member === 'connections');
  return connections === undefined
    ? append(text, root, 1, 'connections', { [name]: connection })
    : append(text, objectAt(text, connections.value), 2, name, connection);
}

/** Adds a member behind the last one of an object that stands `depth - 1` levels deep. */
function append(text: string, { open, close }: ObjectPlace, depth: number, name: string, value: unknown): TextChange {
  const oneLine = !text.trim().includes('\n');
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const unit = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const member = `${JSON.stringify(name)}:${oneLine ? '' : ' '}${JSON.stringify(value, undefined, oneLine ? 0 : unit)}`;
  const newLine = oneLine ? '' : end + unit.repeat(depth);
  const lines = newLine + member.replaceAll('\n', newLine === '' ? '' : newLine);
  const inner = text.slice(open + 1, close);
  if (inner.trim() !== '') return { offset: open + 1 + inner.trimEnd().length, length: 0, newText: `,${lines}` };
  return { offset: open + 1, length: inner.length, newText: lines + (oneLine ? '' : end + unit.repeat(depth - 1)) };
}

interface ObjectPlace {
  /** Where its braces stand. */
  readonly open: number;
  readonly close: number;
  /** Its members by name, and where the value of each begins. */
  readonly members: readonly { readonly name: string; readonly value: number }[];
}

/** The object whose brace stands at an offset, in a text that is JSON. */
function objectAt(text: string, open: number): ObjectPlace {
  const members: { name: string; value: number }[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;
  token.lastIndex = open;
  let depth = 0;
  let word = '';
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === '{' || found === '[') depth += 1;
    else if (found === '}' || found === ']') depth -= 1;
    else if (found !== ':') word = found;
    else if (depth === 1) members.push({ name: JSON.parse(word), value: beyondBlanks(text, token.lastIndex) });
    if (depth === 0) return { open, close: match.index, members };
  }
  return { open, close: text.length, members };
}

function beyondBlanks(text: string, offset: number): number {
  return offset + (/^\s*/.exec(text.slice(offset, offset + 10_000))?.[0].length ?? 0);
}
