import { conditionalStep, neverFetchedStep } from '../../core/analysis/retrieval-paths.ts';
import { pathTypeOf } from '../../core/analysis/typed-paths.ts';
import { retrievalRules } from '../../core/catalog/retrieval-rules.ts';
import type { NavigationStep } from '../../core/entity-model/path-type.ts';
import type { HoverContext, Lines } from './hover-context.ts';

/** What the connector fetches of a path, and when; nothing for a path that needs no navigation. */
export function retrievalLine({ analysis, markup }: HoverContext, path: string): Lines {
  const { model, entityModel, generation } = analysis;
  if (model.direction !== 'inbound') return [];
  const type = pathTypeOf(path, entityModel);
  const never = neverFetchedStep(type, generation);
  if (never !== undefined) {
    const who = never.sinceCurrent ? 'The 2020 edition of the connector' : 'The connector';
    return [`${who} does not read ${markup.text(never.navigation.name)}: in production this is empty.`];
  }
  const isMapped = (name: string) => model.used.has(name);
  const conditional = conditionalStep(type, isMapped, generation);
  if (conditional !== undefined) {
    const { navigation, attributes } = conditional;
    return [`The connector reads ${markup.text(navigation.name)} only if ${markup.text(list(attributes))} is mapped.`];
  }
  const deepest = type.navigations.filter(({ inFilter }) => !inFilter).at(-1);
  return deepest === undefined
    ? []
    : [`The connector reads ${markup.text(deepest.name)} ${reason(deepest, isMapped)}.`];
}

/** Why a navigation that is fetched is fetched. */
function reason({ node }: NavigationStep, isMapped: (name: string) => boolean): string {
  const rules = retrievalRules.filter((rule) => rule.node === node || rule.node.startsWith(`${node}/`));
  if (rules.some(({ when }) => when === 'always')) return 'always';
  const mapped = rules.flatMap(({ when }) => (when === 'always' ? [] : when)).find(isMapped);
  return mapped === undefined ? 'because a path of this file goes there' : `because ${mapped} is mapped`;
}

function list(names: readonly string[]): string {
  const unique = [...new Set(names)];
  return unique.length < 2 ? (unique[0] ?? '') : `${unique.slice(0, -1).join(', ')} or ${unique.at(-1)}`;
}
