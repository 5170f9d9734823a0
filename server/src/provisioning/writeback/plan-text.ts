import { createHash } from 'node:crypto';
import { SfmapError } from '../../core/errors.ts';
import { type Plan, planSchema, planVersion } from './plan.ts';

/** The checksum of a plan: SHA-256 of its JSON with sorted names. The editor's plans are known by it too. */
export function planChecksum(plan: Plan): string {
  return createHash('sha256').update(sortedJson(plan)).digest('hex');
}

/** A plan as a file holds it: readable JSON with its checksum. */
export function planToText(plan: Plan): string {
  return `${JSON.stringify({ ...plan, checksum: planChecksum(plan) }, undefined, 2)}\n`;
}

/**
 * Reads a plan and checks that it is whole and as it was made.
 *
 * @param file Its path, for messages.
 * @throws SfmapError exit 2: no plan; exit 1: cut off, edited, or of another version.
 */
export function planFromText(text: string, file: string): Plan {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!text.trimStart().startsWith('{')) throw noPlan(file);
    throw new SfmapError(
      'SFM-PLAN-BROKEN',
      `The plan ${file} is cut off or damaged: it is not JSON.`,
      'Make a new plan.',
      1,
      { cause: error },
    );
  }
  if (typeof json !== 'object' || json === null || !('sfmapPlan' in json)) throw noPlan(file);
  if (json.sfmapPlan !== planVersion) {
    throw new SfmapError(
      'SFM-PLAN-VERSION',
      `The plan ${file} was made by another version of sfmap.`,
      'Make a new plan with this one.',
      1,
    );
  }
  const { checksum, ...rest } = json as Record<string, unknown>;
  const parsed = planSchema.safeParse(rest);
  if (!parsed.success || checksum !== planChecksum(parsed.data)) {
    throw new SfmapError(
      'SFM-PLAN-EDITED',
      `The plan ${file} is not as it was made: its content does not fit its checksum.`,
      'A plan cannot be edited. Change the mapping or the data, and make a new plan.',
      1,
    );
  }
  return parsed.data;
}

function noPlan(file: string): SfmapError {
  return new SfmapError(
    'SFM-PLAN',
    `${file} is no plan of sfmap.`,
    'Give the file that sfmap plan --out has written.',
    2,
  );
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${sortedJson(item)}`).join(',')}}`;
}
