import type { Cursor } from './cursors.ts';
import type { Evaluation, Token } from './evaluation.ts';

/** A step that selects one token at most. */
export interface SingleStep {
  readonly key: string | number;
  readonly take: (evaluation: Evaluation, token: Token) => Token | undefined;
}

/** A step that can select several. */
export interface SeveralStep {
  readonly open: (evaluation: Evaluation, token: Token) => Cursor | undefined;
}

/** Steps ready to run. `begin` fails where the engine fails before it looks at anything (a step of 0). */
export interface CompiledSteps {
  readonly steps: readonly (SingleStep | SeveralStep)[];
  readonly begin?: () => void;
  /** Whether no step can select several tokens, as in most paths. */
  readonly onlySingle: boolean;
}

/**
 * Calls `visit` with every token that the steps select from `start`, in document order and as lazily as Json.NET does,
 * until `visit` gives true. Gives whether it did.
 *
 * The way back is kept in an array, so that the number of steps cannot overflow the stack.
 */
export function walk(
  { steps, begin, onlySingle }: CompiledSteps,
  evaluation: Evaluation,
  start: Token,
  visit: (token: Token) => boolean,
): boolean {
  begin?.();
  if (onlySingle && evaluation.trail === undefined) {
    let token: Token | undefined = start;
    for (const step of steps) {
      evaluation.spend(1);
      token = (step as SingleStep).take(evaluation, token);
      if (token === undefined) return false;
    }
    return visit(token);
  }
  const { trail } = evaluation;
  const open: { readonly cursor: Cursor; readonly next: number }[] = [];
  let token: Token | undefined = start;
  let at = 0;
  for (;;) {
    while (token !== undefined && at < steps.length) {
      const step = steps[at] as SingleStep | SeveralStep;
      at += 1;
      if ('take' in step) {
        evaluation.spend(1);
        token = step.take(evaluation, token);
        if (token !== undefined) trail?.push(step.key);
      } else {
        const cursor: Cursor | undefined = step.open(evaluation, token);
        if (cursor !== undefined) open.push({ cursor, next: at });
        token = undefined;
      }
    }
    if (token !== undefined && visit(token)) return true;
    token = undefined;
    while (token === undefined) {
      const last = open.at(-1);
      if (last === undefined) return false;
      token = last.cursor.next();
      at = last.next;
      if (token === undefined) open.pop();
    }
  }
}
