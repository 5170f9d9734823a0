import type { BoundMapping } from '../../core/analysis/model.ts';
import { displayOutcome, displayValue, visible } from '../../core/mapping/display.ts';
import type { MappingEvaluation, Outcome, Value } from '../../core/mapping/outcome.ts';
import { sameValue } from '../../core/mapping/same-value.ts';
import type { DirectorySide } from './directory-side.ts';

/** Texts may be so long; an editor has room for more than a line of the mapping. */
export const CELL_WIDTH = 120;

/**
 * What becomes of a target: `later` waits for somebody's account, `unread` says that the directory was read before the
 * mapping asked for this.
 */
export type PreviewNote = 'new' | 'changed' | 'emptied' | 'unchanged' | 'kept' | 'later' | 'unread' | 'error';

/** One value of one person. */
export interface PreviewCell {
  readonly state: Outcome['state'];
  /** What flows, or what stands for it. */
  readonly text: string;
  /** What the target holds; absent where that is not known, and for an attribute. */
  readonly old?: string;
  /** Absent without a directory. */
  readonly note?: PreviewNote;
}

/** What a mapping yields for a person, and what it changes where the directory was read. */
export function compareTarget(mapping: BoundMapping, outcome: Outcome, side: DirectorySide | undefined): PreviewCell {
  const { state } = outcome;
  const text = displayOutcome(outcome, CELL_WIDTH);
  if (side === undefined) return { state, text };
  const { target } = mapping;
  if (target === 'manager' && outcome.state === 'value') return compareManager(outcome, side);
  const { existing } = side;
  if (existing !== undefined && !existing.has(target)) return { state, text, note: 'unread' };
  const held = existing?.get(target) ?? null;
  const old = shownHeld(target, held, side);
  const cell = { state, text, old };
  switch (outcome.state) {
    case 'error':
      return { ...cell, note: 'error' };
    case 'dropped':
      return { ...cell, note: 'kept' };
    case 'null':
      return { ...cell, note: mapping.flowNulls && held !== null ? 'emptied' : 'kept' };
    case 'value':
      if (sameValue(target, outcome.value, held)) return { ...cell, note: 'unchanged' };
      return { ...cell, note: held === null ? 'new' : 'changed' };
  }
}

/** A change that is not sent, because nothing is done to the person, changes nothing. */
export function unlessSent(cell: PreviewCell, isSent: boolean): PreviewCell {
  const isChange = cell.note === 'new' || cell.note === 'changed' || cell.note === 'emptied';
  return isSent || !isChange ? cell : { ...cell, text: `not sent: ${cell.text}`, note: 'kept' };
}

/** The evaluation with the manager as the directory names one: the account, and nothing where there is none yet. */
export function withManagerAccount(evaluation: MappingEvaluation, { manager }: DirectorySide): MappingEvaluation {
  const outcome = evaluation.targets.get('manager');
  if (outcome?.state !== 'value') return evaluation;
  const account = manager?.person === [outcome.value].flat()[0] ? manager?.account : undefined;
  const resolved: Outcome = account === undefined ? { state: 'null' } : { state: 'value', value: account.id };
  return { ...evaluation, targets: new Map([...evaluation.targets, ['manager', resolved]]) };
}

function compareManager({ value }: Extract<Outcome, { state: 'value' }>, side: DirectorySide): PreviewCell {
  const [person = ''] = [value].flat();
  const held = side.existing?.get('manager') ?? null;
  const old = shownHeld('manager', held, side);
  const { manager } = side;
  if (manager?.person !== person) return { state: 'value', text: displayValue(person, CELL_WIDTH), note: 'unread' };
  const { account } = manager;
  if (account === undefined)
    return { state: 'value', text: `${visible(person)} has no account yet`, old, note: 'later' };
  const note = account.id === held ? 'unchanged' : held === null ? 'new' : 'changed';
  return { state: 'value', text: displayValue(account.name, CELL_WIDTH), old, note };
}

function shownHeld(target: string, held: Value, { manager }: DirectorySide): string {
  const name = target === 'manager' && held !== null ? manager?.held : undefined;
  return displayValue(name ?? held, CELL_WIDTH);
}
