import { type Anchor, type RegexNode, RegexProblem, type UnitTest } from './syntax.ts';

/** One instruction of a compiled pattern. Numbers are places in the program or registers. */
export type Instruction =
  | { readonly op: 'unit'; readonly accepts: UnitTest; readonly back: boolean }
  | { readonly op: 'fork'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'save'; readonly register: number }
  | { readonly op: 'loop'; readonly register: number; readonly to: number }
  | { readonly op: 'anchor'; readonly anchor: Anchor }
  | { readonly op: 'reference'; readonly register: number; readonly ignoreCase: boolean; readonly back: boolean }
  | { readonly op: 'inner'; readonly program: Program; readonly negative: boolean; readonly advance: boolean }
  | { readonly op: 'match' };

/** A compiled pattern: instructions, and how many registers hold the ends of groups and the starts of rounds. */
export interface Program {
  readonly instructions: readonly Instruction[];
}

const LARGEST = 50_000;

/** What is shared while one pattern is compiled. */
interface Compilation {
  readonly groups: Map<string, number>;
  registers: number;
  size: number;
}

/** Compiles a tree to a program; the number of registers it needs stands beside it. */
export function compileRegexNode(node: RegexNode): { program: Program; registers: number } {
  const compilation: Compilation = { groups: new Map(), registers: 0, size: 0 };
  const program = compileProgram(node, false, compilation);
  return { program, registers: compilation.registers };
}

function compileProgram(node: RegexNode, back: boolean, compilation: Compilation): Program {
  const instructions: Instruction[] = [];
  emit(node, back, instructions, compilation);
  instructions.push({ op: 'match' });
  return { instructions };
}

/** The registers of a group's two ends. */
function groupRegister(name: string, compilation: Compilation): number {
  const known = compilation.groups.get(name);
  if (known !== undefined) return known;
  const register = compilation.registers;
  compilation.registers += 2;
  compilation.groups.set(name, register);
  return register;
}

function emit(node: RegexNode, back: boolean, out: Instruction[], compilation: Compilation): void {
  compilation.size += 1;
  if (compilation.size > LARGEST) throw new RegexProblem('The repetitions of this pattern are too many for sfmap.');
  switch (node.kind) {
    case 'unit':
      out.push({ op: 'unit', accepts: node.accepts, back });
      break;
    case 'anchor':
      out.push({ op: 'anchor', anchor: node.anchor });
      break;
    case 'sequence':
      // Behind a place a pattern is read from its end, as .NET does.
      for (const part of back ? [...node.parts].reverse() : node.parts) emit(part, back, out, compilation);
      break;
    case 'choice':
      emitChoice(node.branches, back, out, compilation);
      break;
    case 'repeat':
      emitRepeat(node, back, out, compilation);
      break;
    case 'capture': {
      const register = groupRegister(node.name, compilation);
      out.push({ op: 'save', register: back ? register + 1 : register });
      emit(node.body, back, out, compilation);
      out.push({ op: 'save', register: back ? register : register + 1 });
      break;
    }
    case 'back-reference':
      out.push({ op: 'reference', register: groupRegister(node.name, compilation), ignoreCase: node.ignoreCase, back });
      break;
    case 'look': {
      const program = compileProgram(node.body, node.behind, compilation);
      out.push({ op: 'inner', program, negative: node.negative, advance: false });
      break;
    }
    case 'atomic': {
      const program = compileProgram(node.body, back, compilation);
      out.push({ op: 'inner', program, negative: false, advance: true });
      break;
    }
  }
}

function emitChoice(branches: readonly RegexNode[], back: boolean, out: Instruction[], compilation: Compilation): void {
  const exits: number[] = [];
  branches.forEach((branch, index) => {
    if (index === branches.length - 1) {
      emit(branch, back, out, compilation);
      return;
    }
    const fork = out.length;
    out.push({ op: 'match' });
    emit(branch, back, out, compilation);
    exits.push(out.length);
    out.push({ op: 'match' });
    out[fork] = { op: 'fork', first: fork + 1, second: out.length };
  });
  for (const exit of exits) out[exit] = { op: 'jump', to: out.length };
}

function emitRepeat(
  { body, min, max, lazy }: RegexNode & { kind: 'repeat' },
  back: boolean,
  out: Instruction[],
  compilation: Compilation,
): void {
  for (let round = 0; round < min; round += 1) emit(body, back, out, compilation);
  const fork = (at: number, inside: number, outside: number): void => {
    out[at] = lazy ? { op: 'fork', first: outside, second: inside } : { op: 'fork', first: inside, second: outside };
  };
  if (max === Number.POSITIVE_INFINITY) {
    const register = compilation.registers;
    compilation.registers += 1;
    const start = out.length;
    out.push({ op: 'match' }, { op: 'save', register });
    emit(body, back, out, compilation);
    out.push({ op: 'loop', register, to: start });
    fork(start, start + 1, out.length);
    return;
  }
  const forks: number[] = [];
  for (let round = min; round < max; round += 1) {
    forks.push(out.length);
    out.push({ op: 'match' });
    emit(body, back, out, compilation);
  }
  for (const at of forks) fork(at, at + 1, out.length);
}
