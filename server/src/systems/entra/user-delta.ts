import { SfmapError } from '../../core/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { PageWatch } from '../next-page.ts';
import { graphAddress } from './graph-address.ts';
import { basePath, type GraphClient } from './graph-client.ts';
import { type GraphPage, type Identified, isExpired, readPage } from './graph-pages.ts';
import { graphSystem } from './graph-refusal.ts';
import { leastPermission } from './permissions.ts';

/** What happened to a user since the last round. */
export type UserChange =
  /** Created, changed or restored: the id and at least the properties that changed. */
  | { readonly id: string; readonly state: 'present'; readonly user: JsonObject }
  /** Deleted; `restorable` for 30 days, else for ever. */
  | { readonly id: string; readonly state: 'removed'; readonly restorable: boolean };

/** One round of changes, or that Graph wants everybody to be read again. */
export type UserChanges =
  | {
      readonly state: 'changes';
      /** One for each user, the last that Graph told. */
      readonly changes: readonly UserChange[];
      /** Where the next round begins: opaque, and good for this tenant alone. */
      readonly next: string;
    }
  | { readonly state: 'resync'; readonly reason: string };

const path = 'users/delta';
const permission = leastPermission('read users');
/** Graph may send many empty pages in a row while it looks for changes. */
const mostIdle = 1000;
/** Pages of one round are read again from its beginning so often, when Graph has forgotten one. */
const mostRestarts = 2;
const resyncCodes = /^(syncStateNotFound|resync\w*)$/i;

/**
 * Where a round of changes begins that starts now. Whoever takes it, reads all users, and then asks for the changes
 * since, has missed nothing. Source: "Use delta query to track changes in Microsoft Graph data", "sync from now".
 *
 * @throws SfmapError exit 3.
 */
export async function deltaFromNow(
  client: GraphClient,
  select: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  const first = graphAddress(path, { $select: selected(select), $deltatoken: 'latest' });
  const { next } = await readRound(client, first, signal);
  return next;
}

/**
 * What has changed since a round ended; without one, everybody who is there. Entries that come twice are one, and a
 * property that a later one does not name keeps its value. Removed users are told once.
 *
 * @param since `next` of the round before.
 * @throws SfmapError exit 2: `since` is not of this tenant's Graph; exit 3.
 */
export async function readDelta(
  client: GraphClient,
  select: readonly string[],
  since: string | undefined,
  signal?: AbortSignal,
): Promise<UserChanges> {
  const first = since === undefined ? graphAddress(path, { $select: selected(select) }) : ownLink(client, since);
  for (let restarts = 0; ; restarts += 1) {
    try {
      return { state: 'changes', ...(await readRound(client, first, signal)) };
    } catch (error) {
      if (isForgotten(error)) return { state: 'resync', reason: error.message };
      if (!isExpired(error) || restarts === mostRestarts) throw error;
    }
  }
}

async function readRound(client: GraphClient, first: string, signal?: AbortSignal) {
  const watch = new PageWatch(graphSystem, mostIdle);
  const changes = new Map<string, UserChange>();
  let address = first;
  for (;;) {
    watch.visit(address);
    const page: GraphPage = await readPage(client, address, { path: 'users', query: {}, permission, signal });
    for (const entry of page.value) changes.set(entry.id, merged(changes.get(entry.id), entry));
    watch.brought(page.value.length);
    if (page.next === undefined) {
      if (page.deltaLink === undefined) throw unended();
      return { changes: [...changes.values()], next: ownLink(client, page.deltaLink) };
    }
    address = page.next;
  }
}

function merged(before: UserChange | undefined, entry: Identified): UserChange {
  const { id } = entry;
  const removed: Json | undefined = entry['@removed'];
  if (removed !== undefined && removed !== null) {
    return { id, state: 'removed', restorable: isJsonObject(removed) && removed['reason'] === 'changed' };
  }
  // Whoever was removed and is there again comes as a whole.
  return { id, state: 'present', user: before?.state === 'present' ? { ...before.user, ...entry } : entry };
}

/** A link that Graph gave, if it leads to the delta function of this Graph: it is sent with the token. */
function ownLink(client: GraphClient, link: string): string {
  const url = URL.parse(link);
  const own =
    url?.origin === client.origin &&
    url.username === '' &&
    /^\/users\/(microsoft\.graph\.)?delta\b/.test(url.pathname.slice(basePath.length - 1));
  if (url && own && url.pathname.startsWith(basePath)) return url.href;
  throw new SfmapError(
    'SFM-GRAPH-DELTA',
    `What was kept of the last read of Entra ID does not belong to ${new URL(client.origin).host}.`,
    'Read all users again.',
    2,
  );
}

/** Graph has forgotten the state: 410, or one of its codes. */
function isForgotten(error: unknown): error is SfmapError {
  return error instanceof SfmapError && (error.status === 410 || resyncCodes.test(error.code));
}

const selected = (select: readonly string[]) => [...new Set(['id', ...select])].join(',');

function unended(): SfmapError {
  return new SfmapError(
    'SFM-HTTP-SHAPE',
    'Microsoft Graph ended the list of changes without saying where the next one begins.',
    'Read all users again.',
    3,
  );
}
