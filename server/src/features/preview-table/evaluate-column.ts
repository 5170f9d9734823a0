import type { Analysis } from '../../core/analysis/analyse.ts';
import type { Json } from '../../core/json.ts';
import { type EvaluationOptions, evaluateMapping } from '../../core/mapping/evaluate.ts';
import type { MappingEvaluation } from '../../core/mapping/outcome.ts';
import type { DirectorySide } from './directory-side.ts';

/** A person whose values stand in a column. */
export interface PreviewPerson {
  /** Tells columns apart. */
  readonly key: string;
  /** Where the person is from: a sample, a file, a connection. */
  readonly label: string;
  readonly payload: Json;
  readonly directory?: DirectorySide;
}

/** What expressions are evaluated with for a person: with a directory, as the run there would. */
export function optionsOf(analysis: Analysis, { directory }: PreviewPerson): EvaluationOptions {
  const options = analysis.evaluationOptions;
  if (directory === undefined) return options;
  const { existing, domain } = directory;
  const host = { ...options.host, ...(domain === undefined ? {} : { defaultDomain: domain }) };
  const parameters = new Map([...analysis.parameters, ...directory.parameters]);
  return { ...options, host, parameters, ...(existing === undefined ? {} : { existing }) };
}

/** One person through the mapping; the person that the lines show is evaluated once for all who ask. */
export function evaluateColumn(analysis: Analysis, person: PreviewPerson): MappingEvaluation {
  const { sample, evaluation, model } = analysis;
  const isShown = sample?.payload === person.payload && person.directory === undefined;
  if (isShown && evaluation !== undefined) return evaluation;
  return evaluateMapping(model, person.payload, optionsOf(analysis, person));
}
