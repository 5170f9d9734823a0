import {
  complainAboutFilterEnd,
  complainAboutOperator,
  complainAboutSide,
  complainAboutSingleConnective,
  noteForgotten,
  notePattern,
  readMisquoted,
  readWordConnective,
  standsWordConnective,
} from './filter-complaints.ts';
import type { PathReader } from './path-reader.ts';
import type { Connective, FilterSide, FilterTerm, FilterTest, PathOperator, PathStep } from './path-syntax.ts';
import { readLiteral } from './read-literal.ts';
import { readSteps } from './read-steps.ts';
import { isDoubleQuote } from './read-string.ts';

/** In the order in which the engine tries them. */
const OPERATORS: readonly (readonly [written: string, operator: PathOperator])[] = [
  ['===', '==='],
  ['==', '=='],
  ['=~', '=~'],
  ['!==', '!=='],
  ['!=', '!='],
  ['<>', '!='],
  ['<=', '<='],
  ['<', '<'],
  ['>=', '>='],
  ['>', '>'],
];

/** Reads what stands in `?( )`, from the opening parenthesis to behind the closing one. */
export function readFilter(reader: PathReader, bracketStart: number): FilterTest {
  const start = reader.at;
  reader.at += 1;
  const outer = reader.testStart;
  reader.testStart = reader.at;
  const terms: FilterTerm[] = [];
  const connectives: Connective[] = [];
  const forgotten: FilterTerm[] = [];
  let behindForgotten: number | undefined;
  while (!reader.atEnd) {
    const term = readTerm(reader);
    const unjoined = forgotten.at(-1);
    if (unjoined !== undefined && behindForgotten !== undefined) noteForgotten(reader, unjoined, behindForgotten);
    behindForgotten = undefined;
    if (reader.take(')')) {
      reader.testStart = outer;
      return { terms: [...terms, term], connectives, forgotten, start, end: reader.at };
    }
    const before = connectives.length;
    for (const operator of ['&&', '||'] as const) {
      const at = reader.at;
      if (reader.char === operator.charAt(0)) {
        if (!reader.take(operator)) complainAboutSingleConnective(reader, operator);
      } else if (!readWordConnective(reader, operator)) {
        continue;
      }
      terms.push(term);
      connectives.push({ operator, start: at, end: reader.at });
    }
    if (connectives.length === before) {
      forgotten.push(term);
      behindForgotten = reader.at;
    }
  }
  return complainAboutFilterEnd(reader, bracketStart);
}

function readTerm(reader: PathReader): FilterTerm {
  const left = readSide(reader);
  if (')|&'.includes(reader.char) || standsWordConnective(reader)) {
    return { kind: 'existence', side: left, start: left.start, end: left.end };
  }
  const operatorStart = reader.at;
  const operator = readOperator(reader);
  const operatorEnd = reader.at;
  const right = readSide(reader);
  if (operator === '=~' && right.kind === 'literal') notePattern(reader, right);
  return { kind: 'comparison', operator, operatorStart, operatorEnd, left, right, start: left.start, end: right.end };
}

function readOperator(reader: PathReader): PathOperator {
  for (const [written, operator] of OPERATORS) {
    if (reader.at + 1 < reader.text.length && reader.take(written)) return operator;
  }
  return complainAboutOperator(reader);
}

/** Reads one side and the blanks behind it; something has to follow. */
function readSide(reader: PathReader): FilterSide {
  reader.skipBlanks();
  const start = reader.at;
  const side = readSideItself(reader, start);
  reader.skipBlanks();
  if (reader.atEnd) complainAboutFilterEnd(reader, start);
  return side;
}

function readSideItself(reader: PathReader, start: number): FilterSide {
  if (reader.char === '@' || reader.char === '$') {
    const from = reader.char === '@' ? 'element' : 'root';
    const steps: PathStep[] = [];
    reader.at += 1;
    readSteps(reader, steps, reader.at, true);
    return { kind: 'path', from, steps, start, end: reader.at };
  }
  if (isDoubleQuote(reader.char)) {
    const value = readMisquoted(reader, start, 'filter');
    return { kind: 'literal', type: 'string', value, start, end: reader.at };
  }
  const literal = readLiteral(reader) ?? complainAboutSide(reader, start);
  return { kind: 'literal', ...literal, start, end: reader.at };
}
