import type { Instruction, Program } from './compile.ts';
import { type Anchor, RegexProblem } from './syntax.ts';
import { isBoundaryWord, lowered } from './units.ts';

/** Work that is left for one match; shared by the programs inside a program. */
export interface MatchBudget {
  steps: number;
}

const UNSET = -1;

/**
 * Runs a program from one place of the text; gives the place where the match ends, or undefined.
 *
 * Backtracks with a stack of its own, so that neither time nor depth can get out of hand: `budget` counts every
 * instruction, and `RegexProblem` is thrown when it is used up. A match leaves its groups in `registers`.
 */
export function runProgram(
  program: Program,
  text: string,
  start: number,
  registers: number[],
  budget: MatchBudget,
): number | undefined {
  const { instructions } = program;
  // Pairs: place and position to try next, or ~register and the value that it had.
  const waiting: number[] = [];
  const set = (register: number, value: number): void => {
    waiting.push(~register, registers[register] ?? UNSET);
    registers[register] = value;
  };
  let at = 0;
  let position = start;
  for (;;) {
    budget.steps -= 1;
    if (budget.steps < 0) throw new RegexProblem('The pattern tries too many ways through this text and was stopped.');
    const instruction = instructions[at] as Instruction;
    let next = at + 1;
    switch (instruction.op) {
      case 'match':
        return position;
      case 'unit': {
        const index = instruction.back ? position - 1 : position;
        if (index < 0 || index >= text.length || !instruction.accepts(text.charAt(index))) next = -1;
        position += instruction.back ? -1 : 1;
        break;
      }
      case 'fork':
        waiting.push(instruction.second, position);
        next = instruction.first;
        break;
      case 'jump':
        next = instruction.to;
        break;
      case 'save':
        set(instruction.register, position);
        break;
      case 'loop':
        // A round that took nothing ends the repetition.
        if (registers[instruction.register] !== position) next = instruction.to;
        break;
      case 'anchor':
        if (!holds(instruction.anchor, text, position)) next = -1;
        break;
      case 'reference': {
        const length = referenceLength(instruction, text, position, registers);
        if (length === undefined) next = -1;
        else position += instruction.back ? -length : length;
        break;
      }
      case 'inner': {
        const before = registers.slice();
        budget.steps -= before.length >> 2;
        const end = runProgram(instruction.program, text, position, registers, budget);
        if ((end === undefined) !== instruction.negative) next = -1;
        if (next < 0 || instruction.negative) restore(registers, before);
        else keepChanges(registers, before, waiting);
        if (instruction.advance && end !== undefined) position = end;
        break;
      }
    }
    while (next < 0) {
      const value = waiting.pop();
      const place = waiting.pop();
      if (value === undefined || place === undefined) return undefined;
      if (place < 0) registers[~place] = value;
      else {
        next = place;
        position = value;
      }
    }
    at = next;
  }
}

function restore(registers: number[], before: readonly number[]): void {
  before.forEach((value, register) => {
    registers[register] = value;
  });
}

/** What a look-around captured is undone when the match goes back beyond it. */
function keepChanges(registers: readonly number[], before: readonly number[], waiting: number[]): void {
  before.forEach((value, register) => {
    if (registers[register] !== value) waiting.push(~register, value);
  });
}

function referenceLength(
  { register, ignoreCase, back }: Instruction & { op: 'reference' },
  text: string,
  position: number,
  registers: readonly number[],
): number | undefined {
  const from = registers[register] ?? UNSET;
  const to = registers[register + 1] ?? UNSET;
  if (from === UNSET || to === UNSET || to < from) return undefined;
  const length = to - from;
  const start = back ? position - length : position;
  if (start < 0 || start + length > text.length) return undefined;
  for (let index = 0; index < length; index += 1) {
    const a = text.charAt(from + index);
    const b = text.charAt(start + index);
    if (a !== b && !(ignoreCase && lowered(a) === lowered(b))) return undefined;
  }
  return length;
}

function holds(anchor: Anchor, text: string, position: number): boolean {
  const { length } = text;
  switch (anchor) {
    case 'start':
      return position === 0;
    case 'end':
      return position === length;
    case 'last-line-end':
      return position === length || (position === length - 1 && text.charAt(position) === '\n');
    case 'line-start':
      return position === 0 || text.charAt(position - 1) === '\n';
    case 'line-end':
      return position === length || text.charAt(position) === '\n';
    case 'word':
      return standsAtWordEdge(text, position);
    case 'no-word':
      return !standsAtWordEdge(text, position);
  }
}

function standsAtWordEdge(text: string, position: number): boolean {
  return isBoundaryWord(text.charAt(position - 1)) !== isBoundaryWord(text.charAt(position));
}
