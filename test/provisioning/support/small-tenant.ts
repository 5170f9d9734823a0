import { bindMapping } from '../../../server/src/core/analysis/bind.ts';
import type { Json, JsonObject } from '../../../server/src/core/json.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import { resolveParameters } from '../../../server/src/project/parameters.ts';
import type { RehearsedMapping } from '../../../server/src/provisioning/rehearsal/rehearse.ts';

/** A directory that compares as Graph does: without regard to letter case. */
export const smallDirectory = (users: readonly JsonObject[], asked: string[] = []) => ({
  async *usersHaving(property: string, values: readonly string[]): AsyncGenerator<JsonObject> {
    asked.push(`${property}: ${values.join(', ')}`);
    const wanted = values.map((value) => value.toLowerCase());
    const steps = property.split('/');
    for (const user of users) {
      const held = steps.reduce<Json | undefined>((at, step) => (at as JsonObject | undefined)?.[step], user);
      if (wanted.includes(String(held ?? '').toLowerCase())) yield user;
    }
  },
});

/** A mapping as it is rehearsed, over people who were read as it wants them. */
export function rehearsed(text: string): RehearsedMapping {
  const model = bindMapping(parseMapping(text));
  return { model, parameters: resolveParameters({ declared: model.parameters }).values, as: (worker) => worker };
}
