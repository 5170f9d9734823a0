import type { JsonObject } from '../../core/json.ts';
import { idsOf } from '../../core/mapping/people.ts';
import { personLabel, type Situation, situationOf } from '../../core/mapping/situation.ts';

/** A worker as SuccessFactors gives them for a mapping. */
export interface Worker {
  readonly id: string;
  readonly name: string;
  readonly situation: Situation;
  readonly payload: JsonObject;
  /** The day as of which they were read, for who begins later. */
  readonly asOfDate?: string;
}

/** @param asOfDate `2026-06-01`; absent for a read as of today. */
export function workerOf(payload: JsonObject, asOfDate?: string): Worker {
  const id = idsOf(payload)[0] ?? '';
  const label = personLabel(payload);
  const name = label.endsWith(` · ${id}`) ? label.slice(0, -(id.length + 3)) : label;
  const situation = asOfDate === undefined ? situationOf(payload) : 'pre-hire';
  return { id, name: name === id ? '' : name, situation, payload, ...(asOfDate !== undefined && { asOfDate }) };
}
