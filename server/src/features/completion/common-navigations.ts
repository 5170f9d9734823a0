import { builtInAttributes } from '../../core/catalog/source-attributes.ts';
import { late } from '../../core/late.ts';

/** How many built-in attributes are read through each navigation of PerPerson. */
const counts = late(() => {
  const found = new Map<string, number>();
  for (const { expand } of builtInAttributes.values()) {
    const [first = ''] = expand.split('/');
    found.set(first, (found.get(first) ?? 0) + 1);
  }
  return found;
});

const OTHERS = 1_000;

/** The place of a navigation among those of PerPerson: those that built-in attributes need most come first. */
export function navigationPlace(name: string, index: number): number {
  const count = counts().get(name);
  return count === undefined ? OTHERS + index : OTHERS - Math.min(count, OTHERS);
}
