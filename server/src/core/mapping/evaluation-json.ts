import type { MappingEvaluation, Outcome, Value } from './outcome.ts';

/** One person's evaluation as `sfmap eval --format json` prints it. */
export interface EvaluationJson {
  readonly attributes: Readonly<
    Record<string, { readonly value: Value; readonly matches: number; readonly reason?: string }>
  >;
  readonly targets: Readonly<Record<string, TargetJson>>;
  readonly inScope: boolean;
  readonly scopeClause?: string;
}

export interface TargetJson {
  readonly state: Outcome['state'];
  readonly value?: string | readonly string[];
  readonly error?: string;
}

/** The stable JSON form of an evaluation. */
export function evaluationJson({ attributes, targets, inScope, scopeClause }: MappingEvaluation): EvaluationJson {
  return {
    attributes: Object.fromEntries(
      [...attributes].map(([name, { value, matches, reason, error }]) => {
        const why = error ?? reason;
        return [name, { value, matches, ...(why === undefined ? {} : { reason: why }) }];
      }),
    ),
    targets: Object.fromEntries([...targets].map(([name, outcome]) => [name, targetJson(outcome)])),
    inScope,
    ...(scopeClause === undefined ? {} : { scopeClause }),
  };
}

function targetJson(outcome: Outcome): TargetJson {
  switch (outcome.state) {
    case 'value':
      return { state: 'value', value: outcome.value };
    case 'error':
      return { state: 'error', error: outcome.error };
    default:
      return { state: outcome.state };
  }
}
