import type { PatternPiece, PatternUse } from '../expressions/dotnet/date-pattern.ts';

/** A format that .NET takes and that hardly says what its author means. */
export interface FormatSlip {
  readonly message: string;
  /** The format as it was probably meant. */
  readonly instead: string;
}

/** Letters that are fields in other languages; in .NET they stand for themselves. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['Y', 'y'],
  ['D', 'd'],
  ['S', 's'],
]);

/** What a format says other than it looks: `mm` for a month, `YYYY`, `hh` without `tt`. One slip at a time. */
export function formatSlip(text: string, pieces: readonly PatternPiece[], use: PatternUse): FormatSlip | undefined {
  // A format of one letter is a standard one.
  if (text.length === 1) return undefined;
  const runs = plainRuns(text);
  return (
    foreignLetters(text, runs) ??
    minutesForMonths(text, runs) ??
    monthsForMinutes(text, runs) ??
    halfDays(text, pieces, use)
  );
}

interface Run {
  readonly letter: string;
  readonly start: number;
  readonly end: number;
}

/** Runs of one letter outside quotes and escapes. */
function plainRuns(text: string): Run[] {
  const runs: Run[] = [];
  for (const match of text.matchAll(/\\[\s\S]|'[^']*'|"[^"]*"|([A-Za-z])\1*/g)) {
    const letter = match[1];
    if (letter !== undefined) runs.push({ letter, start: match.index, end: match.index + match[0].length });
  }
  return runs;
}

function foreignLetters(text: string, runs: readonly Run[]): FormatSlip | undefined {
  const foreign = runs.filter(({ letter, start, end }) => FOREIGN.has(letter) && end - start > 1);
  const [first] = foreign;
  if (first === undefined) return undefined;
  const written = text.slice(first.start, first.end);
  const meant = rewritten(text, [first], (letter) => FOREIGN.get(letter) ?? letter).slice(first.start, first.end);
  return {
    message: `${written} is no field of a date format and stands for itself. Write ${meant}.`,
    instead: rewritten(text, foreign, (letter) => FOREIGN.get(letter) ?? letter),
  };
}

const isHour = ({ letter }: Run) => letter === 'h' || letter === 'H';

/** Minutes beside years or days where no hour stands. */
function minutesForMonths(text: string, runs: readonly Run[]): FormatSlip | undefined {
  const minutes = runs.filter(({ letter }) => letter === 'm');
  const [first] = minutes;
  const hasDay = runs.some(({ letter }) => letter === 'y' || letter === 'd');
  if (first === undefined || !hasDay) return undefined;
  const months = runs.some(({ letter }) => letter === 'M');
  const wrong = runs.some(isHour) ? minutes.filter((run) => !months && besideDay(run, runs)) : minutes;
  if (wrong.length === 0 || (months && !runs.some(isHour))) return undefined;
  const run = text.slice(first.start, first.end);
  return {
    message: `${run} are minutes in a date format. Months are ${run.toUpperCase()}.`,
    instead: rewritten(text, wrong, (letter) => letter.toUpperCase()),
  };
}

/** Whether the nearest fields on both sides, as far as there are any, are years or days. */
function besideDay(run: Run, runs: readonly Run[]): boolean {
  const at = runs.indexOf(run);
  const sides = [runs[at - 1], runs[at + 1]].filter((side) => side !== undefined);
  return (
    sides.some(({ letter }) => letter === 'y' || letter === 'd') &&
    !sides.some(isHour) &&
    !sides.some(({ letter }) => letter === 's')
  );
}

/** `HH:MM`: months behind an hour and a colon. */
function monthsForMinutes(text: string, runs: readonly Run[]): FormatSlip | undefined {
  const wrong = runs.filter((run, at) => {
    const before = runs[at - 1];
    return run.letter === 'M' && before !== undefined && isHour(before) && text.slice(before.end, run.start) === ':';
  });
  const [first] = wrong;
  if (first === undefined) return undefined;
  const run = text.slice(first.start, first.end);
  return {
    message: `${run} are months in a date format. Minutes are ${run.toLowerCase()}.`,
    instead: rewritten(text, wrong, (letter) => letter.toLowerCase()),
  };
}

/** Hours that count to 12 and do not say which half of the day: midnight is written 12. */
function halfDays(text: string, pieces: readonly PatternPiece[], use: PatternUse): FormatSlip | undefined {
  const has = (letter: string) => pieces.some((piece) => piece.kind === 'field' && piece.letter === letter);
  if (use !== 'format' || !has('h') || has('t')) return undefined;
  const runs = plainRuns(text).filter(({ letter }) => letter === 'h');
  const [first] = runs;
  if (first === undefined) return undefined;
  const run = text.slice(first.start, first.end);
  return {
    message: `${run} counts to 12, and without tt morning and evening look alike. Write ${run.toUpperCase()}.`,
    instead: rewritten(text, runs, (letter) => letter.toUpperCase()),
  };
}

function rewritten(text: string, runs: readonly Run[], change: (letter: string) => string): string {
  let result = '';
  let at = 0;
  for (const { letter, start, end } of runs) {
    result += text.slice(at, start) + change(letter).repeat(end - start);
    at = end;
  }
  return result + text.slice(at);
}
