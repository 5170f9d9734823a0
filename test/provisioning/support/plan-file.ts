import type { Plan } from '../../../server/src/provisioning/plan/plan.ts';
import { PlanReader, planToText, type ReadPlan } from '../../../server/src/provisioning/plan/plan-text.ts';

/** The text of a plan's file. */
export const textOf = (plan: Plan, key: string): string => [...planToText(plan, key)].join('');

/** Reads a plan from the text of its file, in pieces of some characters. */
export function readPlan(text: string, size = text.length): ReadPlan {
  const reader = new PlanReader('p');
  for (let at = 0; at < text.length; at += size) reader.add(text.slice(at, at + size));
  return reader.end();
}
