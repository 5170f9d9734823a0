import type { Analysis } from '../core/analysis/analyse.ts';
import { displayOutcome, visible } from '../core/mapping/display.ts';
import type { Outcome } from '../core/mapping/outcome.ts';
import { personLabel, situationOf } from '../core/mapping/situation.ts';

/** What a file yields for its sample person, as text. */
export interface Preview {
  readonly title: string;
  readonly text: string;
}

const VALUE_WIDTH = 120;
const DIRECTORIES: Readonly<Record<string, string>> = { EntraID: 'Entra ID', ActiveDirectory: 'Active Directory' };

/**
 * The preview of a mapping for its sample person (docs/language.md, "Preview"); without a sample it says how to get one.
 *
 * @param errorsStand Where the errors of the mapping are read, as the words after a colon.
 */
export function preview(analysis: Analysis, errorsStand = 'see Problems'): Preview {
  const { sample, evaluation, model } = analysis;
  if (sample === undefined || evaluation === undefined) {
    return { title: 'no sample', text: `${NO_SAMPLE}\n` };
  }
  const person = personLabel(sample.payload);
  const situation = model.direction === 'inbound' ? ` · ${situationOf(sample.payload)}` : '';
  const direction =
    model.direction === 'writeback'
      ? 'writeback → SuccessFactors'
      : `inbound → ${DIRECTORIES[model.pair?.split('->')[1] ?? ''] ?? 'the directory'}`;
  const width = Math.max(0, ...[...evaluation.targets.keys()].map((name) => name.length));
  const lines = [...evaluation.targets].map(
    ([name, outcome]) => `  ${visible(name).padEnd(width)}  ${displayOutcome(outcome, VALUE_WIDTH)}`,
  );
  const problems = analysis.diagnostics.filter(({ severity }) => severity === 'error').length;
  const scope = evaluation.inScope
    ? evaluation.scopeClause === undefined
      ? []
      : [`in scope: ${visible(evaluation.scopeClause)}`]
    : [`out of scope: ${visible(evaluation.scopeClause ?? '')}`];
  return {
    title: person,
    text: [
      `${person}${situation}`,
      `${direction}, values of ${visible(sample.label)}`,
      ...scope,
      '',
      ...lines,
      '',
      counts([...evaluation.targets.values()]),
      ...(problems === 0
        ? []
        : [`The mapping has ${problems} ${problems === 1 ? 'error' : 'errors'}: ${errorsStand}.`]),
      '',
    ].join('\n'),
  };
}

const NO_SAMPLE =
  'There is no sample person yet.\n' +
  'Run "sfmap: Fetch Sample Person" to read one, or declare a file: sample me = "people/me.json".';

function counts(outcomes: readonly Outcome[]): string {
  const count = (state: Outcome['state']) => outcomes.filter((outcome) => outcome.state === state).length;
  const values = count('value');
  const errors = count('error');
  return `${values} ${values === 1 ? 'value' : 'values'}, ${count('null')} empty, ${count('dropped')} dropped, ${errors} ${errors === 1 ? 'error' : 'errors'}`;
}
