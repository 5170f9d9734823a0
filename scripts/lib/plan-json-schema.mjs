// The JSON schema of a plan that the extension contributes: made from the schemas that read one. Nobody writes a plan by
// hand, and an edited one is refused; the schema explains one to whoever reads it in a review.
import * as z from 'zod';
import { describe } from './described-schema.mjs';

/** Words for what a reader meets first; `*` is each item. */
const DESCRIPTIONS = {
  sfmapPlan: 'The version of the form of plans.',
  kind: 'writeback: Entra ID to SuccessFactors. inbound: SuccessFactors to Entra ID. undo: takes back what a run wrote.',
  undoes: 'The run that is taken back.',
  created: 'When the systems were read. A plan is too old to be applied after a day.',
  mapping: 'The mapping of which the plan was made, by name and checksum.',
  'mapping.path': 'Where it stands, seen from this file.',
  connection: 'Where the plan is to be applied, and nowhere else.',
  'connection.environment': 'In production its name is typed before anything is written.',
  target: 'The Entra tenant that an inbound plan writes to.',
  watermark: 'Of a sync: how the workers were found, and where the next incremental one goes on.',
  'watermark.since': 'Who changed since then was read; without it everybody was.',
  'watermark.everybody': 'Why everybody was read although an incremental sync was asked for.',
  'watermark.again': 'People who are read again next time, changed or not.',
  complete: 'Whether everybody in scope was looked at.',
  changes: 'Of a run that looks at what changed in Entra ID alone: where it began, and where the next one begins.',
  limits: 'What the mapping allows the plan to change. Over them nothing is applied.',
  totals: 'How many people and rows the plan is about.',
  'totals.changing': 'People for whom something is written.',
  'totals.refused': 'People for whom something is refused, with the reason beside.',
  'totals.failed': 'People who could not be judged.',
  checksum: 'SHA-256 of all that the plan says. An edited plan is refused.',
  signature: 'HMAC-SHA256 by the key of this machine, or PLAN_KEY. Who has no key signs nothing.',
  people: 'A person on each line: errors first, then refusals, changes, the rest.',
  'people.*.lines': 'What a reader sees: each target with the old and the new value.',
  'people.*.refusals': 'What is not written, and why.',
  'people.*.calls':
    'What is sent, in this order; the records of one call stand or fall together where together is true.',
  'people.*.calls.*.records': 'Each record with what it must find (before) and what it writes (after).',
  'people.*.account': 'Of an inbound plan: HR situation, how the account was found, and what happens to it.',
  outside: 'Who was read and is out of scope.',
};

/**
 * The JSON schema of a plan. A file that is no plan fits it: `plan.json` is a name that other tools use, too.
 *
 * @param schemas The schemas that read a plan: all but its lists, one person, and somebody out of scope, of this zod.
 * @returns The text of the file, with a line end.
 * @throws Error words without a property.
 */
export function planJsonSchema({ header, person, outsider }) {
  const plan = header.extend({
    checksum: z.string(),
    signature: z.string(),
    people: z.array(person),
    outside: z.array(outsider),
  });
  const { $schema, ...json } = z.toJSONSchema(plan, { target: 'draft-7', io: 'input', reused: 'ref' });
  describe(json, DESCRIPTIONS, 'a plan', { every: false });
  const { definitions, ...rest } = json;
  const whole = {
    $schema,
    title: 'Plan of sfmap',
    description: 'What sfmap apply writes, and nothing else.',
    definitions,
    if: { type: 'object', required: ['sfmapPlan'] },
    // biome-ignore lint/suspicious/noThenProperty: JSON schema calls it so, and nobody awaits a schema.
    then: rest,
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
