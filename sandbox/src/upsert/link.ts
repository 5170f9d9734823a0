import type { Entity, Model, Navigation, Row, Value } from '../model/entity.ts';
import { parseKey, splitSegment } from '../odata/key.ts';
import { ODataError } from '../odata/odata-error.ts';
import type { Store } from '../store/store.ts';

/** How SuccessFactors writes that a user has none. */
const NOBODY: ReadonlySet<string> = new Set(['NO_MANAGER', 'NO_HR']);

/** Whether an upsert can set a navigation by a link to the row at its other end, as it can the manager of a user. */
export const isLinkable = ({ properties }: Entity, { many, on }: Navigation): boolean =>
  !many && on.every(([own]) => properties.get(own)?.visible === false);

/**
 * What a link `{"__metadata":{"uri":"User('m')"}}` means for the row that it stands in: the properties that join the two.
 * A text says what is wrong with it; the texts are approximate.
 */
export function linked(model: Model, store: Store, navigation: Navigation, sent: unknown): Row | string {
  const { name, target, on } = navigation;
  const patchOf = (row: Row | null): Row =>
    Object.fromEntries(on.map(([own, theirs]): [string, Value] => [own, row?.[theirs] ?? null]));
  if (sent === null) return patchOf(null);
  const uri = uriIn(sent);
  if (uri === null) return `${name} must be a link such as {"__metadata":{"uri":"${target}('…')"}}`;
  const entity = model.get(target);
  try {
    const segment = splitSegment(uri.slice(uri.lastIndexOf('/') + 1));
    if (!entity || segment.name !== target || segment.key === null) return `${name} must be a link to one ${target}`;
    const key = parseKey(entity, segment.key);
    if (NOBODY.has(String(key[entity.key[0] ?? '']))) return patchOf(null);
    const row = store.get(target, key);
    return row ? patchOf(row) : `${name} links to ${target}(${segment.key}), who does not exist`;
  } catch (error) {
    if (error instanceof ODataError) return error.message;
    throw error;
  }
}

/** The address in a link that holds nothing else. */
function uriIn(sent: unknown): string | null {
  if (typeof sent !== 'object' || sent === null) return null;
  const fields = new Map<string, unknown>(Object.entries(sent));
  const metadata = fields.get('__metadata');
  if (fields.size !== 1 || typeof metadata !== 'object' || metadata === null) return null;
  const uri = new Map<string, unknown>(Object.entries(metadata)).get('uri');
  return typeof uri === 'string' && uri.length <= 1000 ? uri : null;
}
