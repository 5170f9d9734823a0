import { complainAboutBracket, complainAfterQuotedName, noteOddOpeningQuote } from './complaints.ts';
import { readMisquoted } from './filter-complaints.ts';
import { MAX_NESTED_FILTERS, type PathReader } from './path-reader.ts';
import type { FilterTest, PathStep, QuotedName } from './path-syntax.ts';
import { readFilter } from './read-filter.ts';
import { readIndexes } from './read-indexes.ts';
import { isDoubleQuote, readString } from './read-string.ts';

/** Reads `[...]` or `(...)`, which the engine takes alike, from its opening character to behind its closing one. */
export function readBracket(reader: PathReader, lead: number, scan: boolean): PathStep {
  const start = reader.at;
  const close = reader.char === '[' ? ']' : ')';
  reader.at += 1;
  reader.skipBlanks();
  const span = () => ({ lead, start, end: reader.at });
  if (reader.char === "'" || (isDoubleQuote(reader.char) && close === ']')) {
    const names = readNames(reader, start, close);
    const [first] = names;
    if (names.length > 1 || first === undefined) {
      return { kind: scan ? 'descendant-fields' : 'fields', names, ...span() };
    }
    return { kind: scan ? 'descendants' : 'field', name: first.name, quoted: true, ...span() };
  }
  if (reader.char === '?') {
    const test = readTest(reader, start, close);
    return { kind: scan ? 'descendant-filter' : 'filter', test, ...span() };
  }
  const step = readIndexes(reader, start, close);
  return { ...step, ...span(), ...(scan ? { ignoredScan: true } : {}) };
}

function readNames(reader: PathReader, start: number, close: string): QuotedName[] {
  const names: QuotedName[] = [];
  while (!reader.atEnd) {
    const nameStart = reader.at;
    const name = readName(reader, start, names.length === 0);
    names.push({ name, start: nameStart, end: reader.at });
    reader.skipBlanks();
    if (reader.take(close)) return names;
    if (!reader.take(',')) complainAfterQuotedName(reader, start, close);
    reader.skipBlanks();
  }
  return complainAboutBracket(reader, start, close);
}

function readName(reader: PathReader, start: number, first: boolean): string {
  const char = reader.char;
  if (char === "'") return readString(reader);
  if (isDoubleQuote(char) && (first || !reader.text.includes("'", reader.at))) {
    return readMisquoted(reader, start, 'bracket');
  }
  // Behind a comma the engine takes any character for the opening quote.
  noteOddOpeningQuote(reader);
  return readString(reader);
}

function readTest(reader: PathReader, start: number, close: string): FilterTest {
  reader.at += 1;
  if (reader.char !== '(') complainAboutBracket(reader, start, close);
  if (reader.depth >= MAX_NESTED_FILTERS) {
    reader.reject(
      { start, end: start + 1 },
      `Filters are nested more than ${MAX_NESTED_FILTERS} deep here; sfmap reads no further.`,
    );
  }
  reader.depth += 1;
  const test = readFilter(reader, start);
  reader.depth -= 1;
  reader.skipBlanks();
  if (!reader.take(close)) complainAboutBracket(reader, start, close);
  return test;
}
