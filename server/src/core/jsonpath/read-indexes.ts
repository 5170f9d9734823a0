import { complainAboutBracket, complainAboutNumber, complainAboutStepOfZero } from './complaints.ts';
import type { PathReader } from './path-reader.ts';
import type { ElementsStep, IndexesStep, IndexStep, SliceStep } from './path-syntax.ts';

type Bare<T> = Omit<T, 'start' | 'end' | 'lead' | 'ignoredScan'>;
type IndexLikeStep = Bare<IndexStep> | Bare<IndexesStep> | Bare<ElementsStep> | Bare<SliceStep>;

const LARGEST = 2 ** 31 - 1;

/** Reads what stands in `[0]`, `[0,1]`, `[1:2]`, `[*]`, to behind the closing character. */
export function readIndexes(reader: PathReader, start: number, close: string): IndexLikeStep {
  const indexes: number[] = [];
  const slice: (number | undefined)[] = [undefined, undefined, undefined];
  let colons = 0;
  for (;;) {
    const numberStart = reader.at;
    while (/[-0-9]/.test(reader.char)) reader.at += 1;
    const numberEnd = reader.at;
    reader.skipBlanks();
    // A star wins over every number before it: the engine takes [1,*] for [*].
    if (reader.char === '*') return readStar(reader, start, close);
    if (![',', ':', close].includes(reader.char)) complainAboutBracket(reader, start, close);
    const number = toIndex(reader, numberStart, numberEnd);
    if (reader.take(',')) {
      if (number === undefined) complainAboutBracket(reader, start, close, reader.at - 1);
      indexes.push(number);
    } else if (reader.take(':')) {
      if (number !== undefined) slice[Math.min(colons, 2)] = number;
      colons += 1;
    } else if (reader.take(close)) {
      if (indexes.length > 0) {
        if (number === undefined) complainAboutBracket(reader, start, close, reader.at - 1);
        return { kind: 'indexes', indexes: [...indexes, number] };
      }
      if (colons > 0) {
        // A further colon changes nothing: the engine writes the last number over the third part.
        if (number !== undefined) slice[colons === 1 ? 1 : 2] = number;
        return sliceStep(reader, slice, numberStart);
      }
      if (number === undefined) complainAboutBracket(reader, start, close, reader.at - 1);
      return { kind: 'index', index: number };
    } else {
      complainAboutBracket(reader, start, close);
    }
    reader.skipBlanks();
  }
}

function sliceStep(
  reader: PathReader,
  [from, to, by]: readonly (number | undefined)[],
  byStart: number,
): Bare<SliceStep> {
  if (by === 0) {
    complainAboutStepOfZero(reader, byStart);
  }
  return {
    kind: 'slice',
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(by === undefined ? {} : { by }),
  };
}

function readStar(reader: PathReader, start: number, close: string): Bare<ElementsStep> {
  reader.at += 1;
  reader.skipBlanks();
  if (!reader.take(close)) complainAboutBracket(reader, start, close);
  return { kind: 'elements' };
}

/** The 32-bit number that stands there; nothing at all gives nothing. */
function toIndex(reader: PathReader, start: number, end: number): number | undefined {
  const text = reader.text.slice(start, end);
  if (text === '') return undefined;
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || value > LARGEST || value < -LARGEST - 1) complainAboutNumber(reader, start, end);
  return value === 0 ? 0 : value;
}
