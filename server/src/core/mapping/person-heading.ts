import type { MappingModel } from '../analysis/model.ts';
import type { Json } from '../json.ts';
import { visible } from './display.ts';
import type { MappingEvaluation } from './outcome.ts';
import { personLabel, situationOf } from './situation.ts';

const DIRECTORIES: Readonly<Record<string, string>> = { EntraID: 'Entra ID', ActiveDirectory: 'Active Directory' };

/** Who the values of a text belong to, where they go, and whether the person is in scope: its first lines. */
export function personHeading(
  model: MappingModel,
  sample: { readonly label: string; readonly payload: Json },
  evaluation: MappingEvaluation,
): string[] {
  const person = personLabel(sample.payload);
  const situation = model.direction === 'inbound' ? ` · ${situationOf(sample.payload)}` : '';
  const direction =
    model.direction === 'writeback'
      ? 'writeback → SuccessFactors'
      : `inbound → ${DIRECTORIES[model.pair?.split('->')[1] ?? ''] ?? 'the directory'}`;
  return [
    `${person}${situation}`,
    `${direction}, values of ${visible(sample.label)}`,
    ...(evaluation.inScope
      ? evaluation.scopeClause === undefined
        ? []
        : [`in scope: ${visible(evaluation.scopeClause)}`]
      : [`out of scope: ${visible(evaluation.scopeClause ?? '')}`]),
  ];
}

/** What to do where there is nobody whose values could be shown. */
export const NO_SAMPLE =
  'There is no sample person yet.\n' +
  'Run "sfmap: Choose Sample Person" to read one, or declare a file: sample me = "people/me.json".';

/** How many outcomes there are of each kind, in words. */
export function outcomeCounts(outcomes: readonly { readonly state: string }[]): string {
  const count = (state: string) => outcomes.filter((outcome) => outcome.state === state).length;
  const values = count('value');
  const errors = count('error');
  return `${values} ${values === 1 ? 'value' : 'values'}, ${count('null')} empty, ${count('dropped')} dropped, ${errors} ${errors === 1 ? 'error' : 'errors'}`;
}
