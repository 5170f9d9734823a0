import type { Json } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { collectNamed } from './collect-named.ts';
import { compileFilter } from './compile-filter.ts';
import { type Cursor, DescendantsCursor, ElementsCursor, FilterCursor, MembersCursor } from './cursors.ts';
import { type Evaluation, EvaluationFailure, Property, type Token } from './evaluation.ts';
import type { IndexesStep, IndexStep, PathStep, SliceStep } from './path-syntax.ts';
import type { CompiledSteps, SeveralStep, SingleStep } from './walk.ts';

/** Makes steps ready to run; the result holds nothing of a payload and can run any number of times. */
export function compileSteps(steps: readonly PathStep[]): CompiledSteps {
  const compiled = steps.map(compileStep);
  const standing = steps.find((step) => step.kind === 'slice' && step.by === 0);
  const onlySingle = compiled.every((step) => 'take' in step);
  if (standing === undefined) return { steps: compiled, onlySingle };
  return {
    steps: compiled,
    onlySingle,
    begin: () => {
      throw new EvaluationFailure('A step of 0 never ends: write [::1].', standing.start);
    },
  };
}

function compileStep(step: PathStep): SingleStep | SeveralStep {
  switch (step.kind) {
    case 'field': {
      const { name } = step;
      return { key: name, take: (_evaluation, token) => memberOf(token, name) };
    }
    case 'index':
      return compileIndex(step);
    case 'members':
      return several((evaluation, token) => (isObjectToken(token) ? new MembersCursor(evaluation, token) : undefined));
    case 'fields': {
      const names = step.names.map(({ name }) => name);
      return several((evaluation, token) =>
        isObjectToken(token) ? new MembersCursor(evaluation, token, names) : undefined,
      );
    }
    case 'elements':
      return overArray((length) => count(0, length, 1));
    case 'indexes':
      return overArray(() => checkedIndexes(step));
    case 'slice':
      return overArray((length) => sliceIndexes(step, length));
    case 'filter': {
      const test = compileFilter(step.test);
      return several((evaluation, token) =>
        typeof token === 'object' && token !== null ? new FilterCursor(evaluation, token, test) : undefined,
      );
    }
    case 'descendants': {
      const { name } = step;
      const slowly = descendants(false, (_token, key) => (key === name ? 1 : 0));
      return several((evaluation, token) => {
        const all = evaluation.trail === undefined ? collectNamed(evaluation, token, name) : undefined;
        return all ?? slowly.open(evaluation, token);
      });
    }
    case 'descendant-fields': {
      const times = new Map<string | number | undefined, number>();
      for (const { name } of step.names) times.set(name, (times.get(name) ?? 0) + 1);
      return descendants(false, (_token, key) => times.get(key) ?? 0);
    }
    case 'everything':
      return descendants(false, () => 1);
    case 'descendant-filter': {
      const test = compileFilter(step.test);
      return several(
        (evaluation, token) =>
          new DescendantsCursor(evaluation, token, true, (candidate) => (test(evaluation, candidate) ? 1 : 0)),
      );
    }
  }
}

function several(open: (evaluation: Evaluation, token: Token) => Cursor | undefined): SeveralStep {
  return { open };
}

function descendants(
  withProperties: boolean,
  times: (token: Token, key: string | number | undefined) => number,
): SeveralStep {
  return several((evaluation, token) => new DescendantsCursor(evaluation, token, withProperties, times));
}

function overArray(indexes: (length: number) => Iterator<number>): SeveralStep {
  return several((evaluation, token) =>
    Array.isArray(token) ? new ElementsCursor(evaluation, token, indexes(token.length)) : undefined,
  );
}

function isObjectToken(token: Token): token is { readonly [name: string]: Json } {
  return !(token instanceof Property) && isJsonObject(token);
}

/** A member of an object token; undefined where there is none. */
export function memberOf(token: Token, name: string): Json | undefined {
  return isObjectToken(token) && Object.hasOwn(token, name) ? token[name] : undefined;
}

function compileIndex(step: IndexStep): SingleStep {
  const { index } = step;
  if (index >= 0)
    return { key: index, take: (_evaluation, token) => (Array.isArray(token) ? token[index] : undefined) };
  return {
    key: index,
    take: (_evaluation, token) => {
      if (Array.isArray(token)) throw negativeIndex(index, step.start);
      return undefined;
    },
  };
}

function* checkedIndexes({ indexes, start }: IndexesStep): Generator<number, void> {
  for (const index of indexes) {
    if (index < 0) throw negativeIndex(index, start);
    yield index;
  }
}

function negativeIndex(index: number, offset: number): EvaluationFailure {
  const cure = index === -1 ? '[-1:]' : `[${index}:${index + 1}]`;
  return new EvaluationFailure(
    `[${index}] fails on every list: Entra's engine counts from the end only as ${cure}.`,
    offset,
  );
}

/** The indexes of a slice, with the 32-bit arithmetic of .NET: a step that overflows leads below zero, and fails. */
function* sliceIndexes({ from, to, by = 1, start }: SliceStep, length: number): Generator<number, void> {
  const forward = by > 0;
  let first = from ?? (forward ? 0 : length - 1);
  let last = to ?? (forward ? length : -1);
  if (from !== undefined && from < 0) first += length;
  if (to !== undefined && to < 0) last += length;
  if (forward) first = Math.max(first, 0);
  first = Math.min(first, forward ? length : length - 1);
  last = Math.min(Math.max(last, -1), length);
  for (let index = first; forward ? index < last : index > last; index = (index + by) | 0) {
    if (index < 0) throw new EvaluationFailure(`The step ${by} is too large for this list.`, start);
    yield index;
  }
}

function* count(from: number, to: number, by: number): Generator<number, void> {
  for (let index = from; index < to; index += by) yield index;
}
