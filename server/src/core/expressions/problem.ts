/** Why a call has no value, in one sentence. Functions throw it, and the evaluator makes an outcome of it. */
export class EvaluationProblem extends Error {}

/** Ends a function with the reason why it has no value. */
export function fail(reason: string): never {
  throw new EvaluationProblem(reason);
}
