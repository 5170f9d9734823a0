import type { ChangesRead } from './changes-read.ts';
import type { Plan } from './plan.ts';
import type { SyncRead } from './sync-read.ts';

/** That somebody may be missing. */
const chosenOnly = 'These are the people that were chosen; others in scope were not looked at.';

/** Whom a plan looked at, where that is not simply everybody; undefined where it is. */
export function lookedAt(plan: Pick<Plan, 'changes' | 'watermark' | 'complete' | 'kind'>): string | undefined {
  const { changes, watermark, complete, kind } = plan;
  if (changes !== undefined) return changesText(changes);
  if (watermark !== undefined) return syncText(watermark);
  return complete || kind === 'undo' ? undefined : chosenOnly;
}

const why: Readonly<Record<NonNullable<ChangesRead['everybody']>, string>> = {
  first:
    'no run over who has changed has come to its end yet. From such a run on, those who changed since are read alone',
  mapping: 'the mapping, its parameters or its options are not those of the last run over who has changed',
  forgotten: 'Entra ID no longer knows what has changed since the last such run',
};

function changesText({ since, everybody, changed, removed, again }: ChangesRead): string {
  if (since === undefined || everybody !== undefined) return `Everybody was read: ${why[everybody ?? 'first']}.`;
  const parts = [
    `${changed} changed`,
    ...(removed === 0 ? [] : [`${removed} deleted, of whom nothing is written`]),
    ...(again.length === 0 ? [] : [`${again.length} to be looked at again next time`]),
  ];
  return `Users of Entra ID since ${since.at}: ${parts.join(', ')}. Others in scope were not looked at.`;
}

const whyFull: Readonly<Record<NonNullable<SyncRead['everybody']>, string>> = {
  first: 'no sync of everybody has come to its end yet. From one on, those who changed since are read alone',
  mapping: 'mapping, scope, parameters or connection are not those of the last sync',
};

function syncText({ since, everybody, again }: SyncRead): string | undefined {
  const later = again.length === 0 ? '' : ` ${again.length} to be looked at again.`;
  if (since !== undefined) return `Workers who changed since ${since}; others were not looked at.${later}`;
  return everybody === undefined ? undefined : `Everybody was read: ${whyFull[everybody]}.${later}`;
}
