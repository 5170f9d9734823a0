import { complainAfterPath } from './complaints.ts';
import { PathReader, Rejection } from './path-reader.ts';
import type { ParsedPath, PathFix, PathProblem, PathStep } from './path-syntax.ts';
import { readSteps } from './read-steps.ts';

export type { ParsedPath, PathFix, PathProblem, PathStep } from './path-syntax.ts';

/**
 * Reads an API expression as the connector does: by the grammar of Json.NET 13.0.4, which takes every path that
 * Microsoft's "Azure Active Directory and SAP SuccessFactors integration reference" prints.
 *
 * A leading `$.` may be missing. Never throws: what the engine would reject stands in `problems`, with offsets into
 * `text`, and the steps before that place are kept. Problems with `runs` do not stop the engine.
 */
export function parsePath(text: string): ParsedPath {
  const parsed = readPath(text);
  const { problems } = parsed;
  return problems.some(({ fix, choice }) => (fix ?? choice) !== undefined)
    ? { ...parsed, problems: problems.map((problem) => withoutBadGuess(problem, text)) }
    : parsed;
}

/** A guessed correction is offered where the path is well with it. */
function withoutBadGuess(problem: PathProblem, text: string): PathProblem {
  const { fix, choice, ...rest } = problem;
  const isKept = (one: PathFix | undefined) => one !== undefined && (one.guess !== true || mends(one, text));
  return {
    ...rest,
    ...(fix !== undefined && isKept(fix) ? { fix } : {}),
    ...(choice !== undefined && isKept(choice) ? { choice } : {}),
  };
}

/** A longer text is not read again for each guess: nobody wrote it. */
const LONGEST_GUESSED = 2_000;

function mends({ start, end, text: written }: PathFix, text: string): boolean {
  return text.length <= LONGEST_GUESSED && isWell(text.slice(0, start) + written + text.slice(end));
}

function isWell(text: string): boolean {
  return readPath(text).problems.length === 0;
}

function readPath(text: string): ParsedPath {
  const reader = new PathReader(text);
  const steps: PathStep[] = [];
  try {
    readWhole(reader, steps);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
  }
  return { text, steps, problems: reader.problems };
}

function readWhole(reader: PathReader, steps: PathStep[]): void {
  reader.skipBlanks();
  if (reader.atEnd || reader.text === '$') return;
  let from = 0;
  if (reader.char === '$') {
    const next = reader.text.charAt(reader.at + 1);
    if (next === '') {
      reader.reject({ start: 0, end: reader.text.length }, 'Remove the blank before $.', {
        title: 'Write $',
        start: 0,
        end: reader.text.length,
        text: '$',
      });
    }
    if (next === '.' || next === '[') {
      reader.at += 1;
      from = reader.at;
    }
  }
  readSteps(reader, steps, from, false);
  const stopped = reader.at;
  reader.skipBlanks();
  if (!reader.atEnd) complainAfterPath(reader, stopped);
}
