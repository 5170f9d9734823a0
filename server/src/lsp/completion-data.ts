import { isJsonObject, type Json } from '../core/json.ts';
import type { Documented } from '../features/completion.ts';

/** What an item carries to `completionItem/resolve`: the mapping, and what is to be told. */
export interface CompletionData extends Documented {
  readonly uri: string;
}

const OF: ReadonlySet<string> = new Set<Documented['of']>(['function', 'attribute', 'target', 'code', 'path']);

/** The data of an item that an editor sends back; undefined for data that is not of this server's making. */
export function completionData(data: unknown): CompletionData | undefined {
  if (!isJsonObject(data as Json)) return undefined;
  const { uri, of, name } = data as { readonly [name: string]: Json };
  if (typeof uri !== 'string' || typeof of !== 'string' || typeof name !== 'string' || !OF.has(of)) return undefined;
  return { uri, of: of as Documented['of'], name };
}
