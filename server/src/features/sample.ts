import type { Analysis } from '../core/analysis/analyse.ts';
import { compiledPathOf } from '../core/analysis/paths.ts';
import type { Json } from '../core/json.ts';
import { jsonLocationAt } from '../core/language/json-location.ts';
import { payloadText } from '../core/mapping/payload-text.ts';
import { personLabel, type Situation, situationOf } from '../core/mapping/situation.ts';
import { type AddedPath, addPath, pathToPlace } from '../core/refactoring/add-path.ts';
import { comparedTexts, pseudonymise } from '../core/sample/pseudonymise.ts';

/** A person as a list shows one. */
export interface ShownPerson {
  /** Name and id: `Rita Okafor · 100401`. */
  readonly label: string;
  /** Absent in a writeback, whose people are users of Entra ID. */
  readonly situation?: Situation;
}

/** How a person of a payload is shown for a mapping. */
export function shownPerson({ model }: Analysis, payload: Json): ShownPerson {
  const label = personLabel(payload);
  return model.direction === 'writeback' ? { label } : { label, situation: situationOf(payload) };
}

/** The path to what stands at an offset of the payload's text; undefined without a sample. */
export function payloadPathAt(
  analysis: Analysis,
  offset: number,
): { readonly path: string; readonly location: readonly (string | number)[] } | undefined {
  if (analysis.sample === undefined) return undefined;
  const location = jsonLocationAt(payloadText(analysis), offset);
  return { path: pathToPlace(location), location };
}

/** A source attribute for a place of the sample person's payload, as edits; or why there is none. */
export function attributeAt(
  { file, model, sample }: Analysis,
  location: readonly (string | number)[],
): AddedPath | { readonly problem: string } {
  if (sample === undefined) return { problem: 'There is no sample person whose payload could be read.' };
  return addPath(file, model, sample.payload, location);
}

/** The sample person as a file. */
export interface Fixture extends ShownPerson {
  readonly text: string;
  /** What whoever saves it should know. */
  readonly remarks: readonly string[];
}

/**
 * The payload of the sample person as the text of a file, with the names, ids, dates and contact data of somebody who
 * does not exist, or as it is. Undefined without a sample.
 */
export function fixtureOf(analysis: Analysis, pseudonymised: boolean): Fixture | undefined {
  const { sample, model } = analysis;
  if (sample === undefined) return undefined;
  const paths = [...model.sources.values()].flatMap(({ path }) => path ?? []);
  const payload = pseudonymised ? pseudonymise(sample.payload, { compared: comparedTexts(paths) }) : sample.payload;
  return {
    ...shownPerson(analysis, payload),
    text: `${JSON.stringify(payload, undefined, 2)}\n`,
    remarks: pseudonymised ? changedCounts(analysis, payload) : [],
  };
}

/** Attributes whose paths find another number of values than before: they compare with what was replaced. */
function changedCounts({ model, sample }: Analysis, payload: Json): string[] {
  const count = (path: string, person: Json) => {
    const found = compiledPathOf(path).matches(person);
    return found.ok ? found.results.length : -1;
  };
  const changed = [...model.used].filter((name) => {
    const path = model.sources.get(name)?.path;
    return path !== undefined && count(path, payload) !== count(path, sample?.payload ?? null);
  });
  return changed.length === 0
    ? []
    : [
        `Another number of values than in the real payload: ${changed.join(', ')}. A path compares with what was replaced.`,
      ];
}
