import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../server/src/core/json.ts';
import { parsePayload } from '../../server/src/project/sample-file.ts';

const folder = join(import.meta.dirname, '..', '..', 'examples', 'inbound', 'people');

/** The people of the examples, one for each HR situation: `rehire`, `plain` … */
export const people: ReadonlyMap<string, Json> = new Map(
  readdirSync(folder).map((name) => {
    const [person] = parsePayload(readFileSync(join(folder, name), 'utf8'), name);
    if (person === undefined) throw new Error(`${name} holds nobody.`);
    return [name.replace('.json', ''), person];
  }),
);

/** One of them. @throws Error when there is no such person: the test is wrong then. */
export function person(name: string): Json {
  const found = people.get(name);
  if (found === undefined) throw new Error(`There is no person ${name}.`);
  return found;
}
