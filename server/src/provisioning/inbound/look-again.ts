import type { Item } from '../writeback/batches.ts';
import type { AccountIds } from './account-ids.ts';
import { type AccountNow, isAsPlanned } from './account-state.ts';
import { type AccountReader, type Asked, readAccounts } from './read-accounts.ts';

/** What looking takes. */
export interface LookPorts {
  readonly directory: AccountReader;
  readonly ids: AccountIds;
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Milliseconds before accounts are looked at again: Entra ID may show later what was written. */
const waits = [1_000, 2_000, 4_000];

export type NowOf = (item: Item) => AccountNow;

const nobody: AccountNow = { users: [], restorable: false };

/** What the directory holds now of the accounts of some records. @throws SfmapError as the directory does. */
export async function lookAt(
  { directory, ids }: LookPorts,
  items: readonly Item[],
  signal?: AbortSignal,
): Promise<NowOf> {
  const asked = new Map(items.map((item): [Item, Asked] => [item, { record: item.record, id: ids.of(item.record) }]));
  const nowOf = await readAccounts(directory, [...asked.values()], signal);
  return (item) => {
    const one = asked.get(item);
    return one === undefined ? nobody : nowOf(one);
  };
}

/** As `lookAt`, again and again for a while until every account is as its record means it. */
export async function lookUntilSeen(ports: LookPorts, items: readonly Item[], signal?: AbortSignal): Promise<NowOf> {
  const seen = new Map<Item, AccountNow>();
  let open = items;
  for (const wait of waits) {
    if (open.length === 0) break;
    await ports.pause(wait, signal);
    const nowOf = await lookAt(ports, open, signal);
    for (const item of open) seen.set(item, nowOf(item));
    open = open.filter((item) => !isAsPlanned(ports.ids.resolved(item.record), nowOf(item)));
  }
  return (item) => seen.get(item) ?? nobody;
}
