import { functionSignatures } from '../catalog/functions.ts';
import { type Call, flatParts, hasComments, type PrintableExpression, type Slot } from './read-expression.ts';
import { LINE_WIDTH, width } from './width.ts';

/**
 * The lines of an expression. A call that does not fit its line is wrapped: one argument a line, the pairs of `Switch`
 * side by side, the closing parenthesis on its own.
 *
 * @param column Where the first line begins.
 * @param indent The column of the line on which it begins.
 * @param reserved Columns that must stay free behind it.
 */
export function printExpression(
  { parts, flat }: PrintableExpression,
  column: number,
  indent: number,
  reserved = 0,
): readonly string[] {
  if (flat !== undefined && column + width(flat) + reserved <= LINE_WIDTH) return [flat];
  const lines: string[] = [];
  let line = '';
  let at = column;
  for (const [index, part] of parts.entries()) {
    if (index > 0) line += ' ';
    if (typeof part === 'string') line += part;
    else if (
      part.flat !== undefined &&
      (isEmpty(part) || at + width(line) + width(part.flat) + reserved <= LINE_WIDTH)
    ) {
      line += part.flat;
    } else {
      lines.push(...callLines(part, line, indent));
      line = `${' '.repeat(indent)}${part.signs[1]}`;
      at = 0;
    }
  }
  return [...lines, line];
}

const isEmpty = ({ slots }: Call) => slots.length === 1 && slots[0]?.flat === '';

/** The lines of a wrapped call without its closing parenthesis. */
function callLines(call: Call, before: string, indent: number): string[] {
  const lines = [[`${before}${call.name}${call.signs[0]}`, ...call.opening].join(' ')];
  const inner = indent + 2;
  const blanks = ' '.repeat(inner);
  /** A comment ends the last line: nothing may follow on it. */
  let ended = call.opening.length > 0;
  let index = 0;
  while (index < call.slots.length) {
    const slot = call.slots[index] as Slot;
    const pair = pairAt(call, index, inner);
    index += pair === undefined ? 1 : 2;
    const comma = index < call.slots.length ? ',' : '';
    if (pair !== undefined) {
      lines.push(`${blanks}${pair}${comma}`);
      ended = false;
    } else if (slot.parts.length === 0 && !hasComments(slot)) {
      // An empty argument is a comma behind the one before it.
      if (comma === '') continue;
      if (lines.length > 1 && !ended) lines.push(`${lines.pop() ?? ''} ${comma}`);
      else lines.push(blanks + comma);
      ended = false;
    } else {
      lines.push(...slot.above.map((comment) => blanks + comment));
      lines.push(...slotLines(slot, comma, inner));
      ended = slot.behind.length > 0 || slot.below.length > 0 || (slot.parts.length === 0 && comma === '');
    }
  }
  return lines;
}

function slotLines({ parts, behind, below }: Slot, comma: string, indent: number): string[] {
  const blanks = ' '.repeat(indent);
  const lines = [...printExpression({ parts, flat: flatParts(parts) }, indent, indent, 1)];
  const last = lines.pop() ?? '';
  lines.push([last + comma, ...behind].filter((text) => text !== '').join(' '));
  if (lines[0] !== undefined) lines[0] = blanks + lines[0];
  return [...lines.filter((line) => line.trim() !== ''), ...below.map((comment) => blanks + comment)];
}

/** A key of `Switch` and its value on one line, where that is short. */
function pairAt(call: Call, index: number, indent: number): string | undefined {
  const signature = functionSignatures.get(call.name);
  if (signature === undefined || signature.repeating.length !== 2) return undefined;
  const from = index - signature.parameters.length;
  const [key, value] = [call.slots[index]?.flat, call.slots[index + 1]?.flat];
  if (from < 0 || from % 2 !== 0 || key === undefined || value === undefined || key === '' || value === '')
    return undefined;
  const text = `${key}, ${value}`;
  return indent + width(text) + 1 <= LINE_WIDTH ? text : undefined;
}
