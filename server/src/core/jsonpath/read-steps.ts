import { complainAboutDotAtEnd, complainAfterBracket, noteOddName } from './complaints.ts';
import type { PathReader } from './path-reader.ts';
import type { PathStep } from './path-syntax.ts';
import { readBracket } from './read-bracket.ts';

/** What ends a name inside a filter, besides what ends it everywhere. */
const OPERATOR_CHARACTERS = '=<!>|&';

/**
 * Reads steps into `steps` until something stands there that is no step; `from` is where the first name begins.
 *
 * Reading stops at `]`, `)` or a blank, inside a filter also at the first character of an operator.
 */
export function readSteps(reader: PathReader, steps: PathStep[], from: number, inFilter: boolean): void {
  let nameStart = from;
  let lead = from;
  let scan = false;
  let afterBracket = false;
  let afterDot = false;
  const closeName = (trim: boolean): void => {
    const written = reader.text.slice(nameStart, reader.at);
    const name = trim ? trimEnd(written) : written;
    const end = nameStart + name.length;
    noteOddName(reader, nameStart, reader.at, name, inFilter);
    steps.push(nameStep(name, scan, { lead, start: nameStart, end }));
    scan = false;
    lead = reader.at;
  };
  reading: while (!reader.atEnd) {
    const char = reader.char;
    switch (char) {
      case '[':
      case '(':
        if (reader.at > nameStart) closeName(false);
        steps.push(readBracket(reader, lead, scan));
        scan = false;
        nameStart = reader.at;
        lead = reader.at;
        afterBracket = true;
        afterDot = false;
        break;
      case ']':
      case ')':
      case ' ':
        break reading;
      case '.':
        if (reader.at > nameStart) closeName(false);
        if (afterBracket || !afterDot) lead = reader.at;
        if (reader.text.charAt(reader.at + 1) === '.') {
          scan = true;
          reader.at += 1;
        }
        reader.at += 1;
        nameStart = reader.at;
        afterBracket = false;
        afterDot = true;
        break;
      default:
        if (inFilter && OPERATOR_CHARACTERS.includes(char)) break reading;
        if (afterBracket) complainAfterBracket(reader, inFilter);
        reader.at += 1;
    }
  }
  if (reader.at > nameStart) closeName(true);
  else if (afterDot && (reader.atEnd || inFilter)) complainAboutDotAtEnd(reader, lead);
}

function nameStep(name: string, scan: boolean, span: { lead: number; start: number; end: number }): PathStep {
  if (name === '*') return scan ? { kind: 'everything', ...span } : { kind: 'members', ...span };
  return scan ? { kind: 'descendants', name, quoted: false, ...span } : { kind: 'field', name, quoted: false, ...span };
}

/** What .NET's `TrimEnd` takes away, which is not quite what `trimEnd` does. */
function trimEnd(name: string): string {
  return name.replace(/[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/u, '');
}
