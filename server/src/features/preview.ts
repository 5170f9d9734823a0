import type { Analysis } from '../core/analysis/analyse.ts';
import { displayOutcome, visible } from '../core/mapping/display.ts';
import { NO_SAMPLE, outcomeCounts, personHeading } from '../core/mapping/person-heading.ts';
import { personLabel } from '../core/mapping/situation.ts';

/** What a file yields for its sample person, as text. */
export interface Preview {
  readonly title: string;
  readonly text: string;
}

const VALUE_WIDTH = 120;

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
  const width = Math.max(0, ...[...evaluation.targets.keys()].map((name) => name.length));
  const lines = [...evaluation.targets].map(
    ([name, outcome]) => `  ${visible(name).padEnd(width)}  ${displayOutcome(outcome, VALUE_WIDTH)}`,
  );
  const problems = analysis.diagnostics.filter(({ severity }) => severity === 'error').length;
  return {
    title: personLabel(sample.payload),
    text: [
      ...personHeading(model, sample, evaluation),
      '',
      ...lines,
      '',
      outcomeCounts([...evaluation.targets.values()]),
      ...(problems === 0
        ? []
        : [`The mapping has ${problems} ${problems === 1 ? 'error' : 'errors'}: ${errorsStand}.`]),
      '',
    ].join('\n'),
  };
}
