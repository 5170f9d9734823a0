import { Position, Range } from './protocol-names.ts';

/**
 * What is wrong with the parameters of a request about an open document; undefined where nothing is. An editor sends
 * none of this; what reaches the server without an editor may be anything.
 */
export function parameterProblem(params: unknown): string | undefined {
  const { textDocument, position, positions, range, ranges } = fieldsOf(params);
  if (typeof fieldsOf(textDocument)['uri'] !== 'string') return 'The parameters name no document.';
  if (position !== undefined && !Position.is(position)) return 'The position is none.';
  if (positions !== undefined && !(Array.isArray(positions) && positions.every(Position.is))) {
    return 'The positions are none.';
  }
  if (range !== undefined && !Range.is(range)) return 'The range is none.';
  if (ranges !== undefined && !(Array.isArray(ranges) && ranges.every(Range.is))) return 'The ranges are none.';
  return undefined;
}

/** The same for the notification that a document was opened. */
export function openProblem(params: unknown): string | undefined {
  const { uri, text, version } = fieldsOf(fieldsOf(params)['textDocument']);
  const sound = typeof uri === 'string' && typeof text === 'string' && Number.isInteger(version);
  return sound ? undefined : 'A document is opened with its uri, its version and its text.';
}

/** The same for the notification that a document has changed: one bad change and none of them is made. */
export function changeProblem(params: unknown): string | undefined {
  const { textDocument, contentChanges } = fieldsOf(params);
  const { uri, version } = fieldsOf(textDocument);
  if (typeof uri !== 'string' || !Number.isInteger(version)) return 'A change names its document and its version.';
  if (!Array.isArray(contentChanges) || !contentChanges.every(isChange)) {
    return 'A change has a text, and a range or none.';
  }
  return undefined;
}

function isChange(change: unknown): boolean {
  const { text, range } = fieldsOf(change);
  return typeof text === 'string' && (range === undefined || Range.is(range));
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
