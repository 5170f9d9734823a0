import type { Analysis } from '../../../../server/src/core/analysis/analyse.ts';
import type { Json } from '../../../../server/src/core/json.ts';
import { evaluateMapping } from '../../../../server/src/core/mapping/evaluate.ts';

/** All that a mapping takes from a person. Why there is nothing may be said in other words. */
export function taken({ model }: Analysis, person: Json): unknown {
  const { attributes, targets, inScope } = evaluateMapping(model, person, { parameters: new Map([['type', '10605']]) });
  const read = [...attributes].filter(([name]) => model.used.has(name));
  return {
    inScope,
    attributes: read.map(([name, { value, matches, error }]) => ({ name, value, matches, error })),
    targets: [...targets].map(([name, outcome]) => [name, outcome.state === 'null' ? null : outcome]),
  };
}
