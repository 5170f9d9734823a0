import * as z from 'zod';
import { SfmapError } from '../../core/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { nextPage, PageWatch } from '../next-page.ts';
import { graphAddress } from './graph-address.ts';
import { basePath, type GraphClient } from './graph-client.ts';
import { graphSystem } from './graph-refusal.ts';

/** A collection of objects that have ids. */
export interface GraphCollection {
  /** Behind `/v1.0/`: `users`. Next pages must be below it. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly advanced?: boolean;
  readonly permission: string;
  readonly signal?: AbortSignal | undefined;
}

/** An object that has an id. */
export type Identified = JsonObject & { readonly id: string };

/** One page of a collection. */
export interface GraphPage {
  readonly value: readonly Identified[];
  readonly next: string | undefined;
  readonly deltaLink: string | undefined;
}

const identified = z.custom<Identified>((value) => isJsonObject(value as Json) && isId((value as JsonObject)['id']));
const isId = (id: unknown) => typeof id === 'string' && id !== '' && id.length <= 200;
const pageSchema = z.object({
  value: z.array(identified),
  '@odata.nextLink': z.string().nullish(),
  '@odata.deltaLink': z.string().nullish(),
});

/** So often a collection is read again from its first page when Graph has forgotten the next one. */
const mostRestarts = 3;

/** Reads one page. @param address Of the first page without the host, or of a next page. @throws SfmapError exit 3. */
export async function readPage(client: GraphClient, address: string, collection: GraphCollection): Promise<GraphPage> {
  const { path, advanced, permission, signal } = collection;
  return pageOf(client, await client.read({ address, advanced, permission, signal }), path);
}

/** The page that an answer is. @throws SfmapError exit 3: it is none, or its next page is elsewhere. */
export function pageOf(client: GraphClient, answer: Json | undefined, path: string): GraphPage {
  const parsed = pageSchema.safeParse(answer);
  if (!parsed.success) throw unexpected(path);
  const { value, '@odata.nextLink': next, '@odata.deltaLink': deltaLink } = parsed.data;
  const nextAddress = nextPage(next ?? undefined, client.origin, `${basePath}${path}`, graphSystem);
  return { value, next: nextAddress, deltaLink: deltaLink ?? undefined };
}

/**
 * The objects of a collection, page by page, each once. When Graph no longer knows the next page (page tokens expire),
 * the collection is read again from its beginning, and what was given already is passed over.
 *
 * @throws SfmapError exit 3.
 */
export async function* readObjects(client: GraphClient, collection: GraphCollection): AsyncGenerator<Identified> {
  const seen = new Set<string>();
  for (let restarts = 0; ; restarts += 1) {
    try {
      yield* readOnce(client, collection, seen);
      return;
    } catch (error) {
      if (!isExpired(error) || restarts === mostRestarts) throw error;
    }
  }
}

async function* readOnce(
  client: GraphClient,
  collection: GraphCollection,
  seen: Set<string>,
): AsyncGenerator<Identified> {
  const watch = new PageWatch(graphSystem);
  const known = seen.size;
  let passed = 0;
  let address: string | undefined = graphAddress(collection.path, collection.query);
  while (address !== undefined) {
    watch.visit(address);
    const page: GraphPage = await readPage(client, address, collection);
    let fresh = 0;
    for (const object of page.value) {
      if (seen.has(object.id)) continue;
      seen.add(object.id);
      fresh += 1;
      yield object;
    }
    // Pages of a second way through bring nothing new until it is where the first one ended.
    passed += page.value.length;
    watch.brought(passed <= known ? page.value.length : fresh);
    address = page.next;
  }
}

/** Whether Graph no longer knows a page token. */
export const isExpired = (error: unknown): boolean =>
  error instanceof SfmapError && error.code.toLowerCase() === 'directory_expiredpagetoken';

function unexpected(path: string): SfmapError {
  return new SfmapError(
    'SFM-HTTP-SHAPE',
    `Microsoft Graph sent a page of ${path.split('/').at(-1)} that is none: objects with ids were expected.`,
    'Check that entraId.graph in sfmap.json is the address of Microsoft Graph.',
    3,
  );
}
