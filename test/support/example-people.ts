import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Analysis, type Sample } from '../../server/src/core/analysis/analyse.ts';
import type { JsonObject } from '../../server/src/core/json.ts';
import { personLabel } from '../../server/src/core/mapping/situation.ts';

const root = join(import.meta.dirname, '..', '..');

/** The folder of the example people. */
export const peopleFolder = join(root, 'examples', 'inbound', 'people');

/** The names of the example people, one for each HR situation. */
export const peopleNames = readdirSync(peopleFolder).map((file) => file.replace(/\.json$/, ''));

/** One PerPerson object of the examples: `rehire`, `plain` … */
export function examplePerson(name: string): JsonObject {
  return JSON.parse(readFileSync(join(peopleFolder, `${name}.json`), 'utf8')).d.results[0];
}

/** The inbound example. */
export const inboundExample = () => readFileSync(join(root, 'examples', 'inbound', 'contoso.sfmap'), 'utf8');

/** A mapping looked at with one of the example people, or with a payload. */
export function analysisFor(text: string, person?: string | JsonObject, more: { label?: string } = {}): Analysis {
  const payload = typeof person === 'string' ? examplePerson(person) : person;
  const sample: Sample | undefined = payload && { label: more.label ?? personLabel(payload), payload };
  return new Analysis(text, {
    sample,
    host: { now: new Date('2026-03-01T00:00:00Z'), random: () => 0.5, isTaken: () => undefined },
  });
}

/** The values of the targets as texts: null for nothing, `state: reason` for the rest. */
export function targetValues({ evaluation }: Analysis): Record<string, string | readonly string[] | null> {
  return Object.fromEntries(
    [...(evaluation?.targets ?? [])].map(([name, outcome]) => {
      if (outcome.state === 'value') return [name, outcome.value];
      if (outcome.state === 'null') return [name, null];
      return [name, `${outcome.state}: ${outcome.state === 'error' ? outcome.error : outcome.reason}`];
    }),
  );
}
