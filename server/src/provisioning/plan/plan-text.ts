import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SfmapError } from '../../core/errors.ts';
import { type Plan, planSchema, planVersion } from './plan.ts';
import { planContradiction } from './plan-contradiction.ts';

/** The checksum of a plan: SHA-256 of its JSON with sorted names. The editor's plans are known by it too. */
export function planChecksum(plan: Plan): string {
  return createHash('sha256').update(sortedJson(plan)).digest('hex');
}

/** A plan as a file holds it: readable JSON with its checksum, and a signature that only the holder of the key can make. */
export function planToText(plan: Plan, key: string): string {
  const signed = { ...plan, checksum: planChecksum(plan), signature: planSignature(plan, key) };
  return `${JSON.stringify(signed, undefined, 2)}\n`;
}

/** A plan as it was read, and what its file says of who made it. */
export interface ReadPlan {
  readonly plan: Plan;
  /** HMAC-SHA256, hexadecimal; empty when there is none. */
  readonly signature: string;
}

/** Whether a plan was signed with a key. */
export function isSignedWith({ plan, signature }: ReadPlan, key: string): boolean {
  const expected = Buffer.from(planSignature(plan, key), 'hex');
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function planSignature(plan: Plan, key: string): string {
  return createHmac('sha256', key).update(sortedJson(plan)).digest('hex');
}

/**
 * Reads a plan and checks that it is whole, and that its parts fit one another. Who made it is not checked here.
 *
 * @param file Its path, for messages.
 * @throws SfmapError exit 2: no plan; exit 1: cut off, edited, or of another version.
 */
export function planFromText(text: string, file: string): ReadPlan {
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
  const { checksum, signature, ...rest } = json as Record<string, unknown>;
  const parsed = planSchema.safeParse(rest);
  if (!parsed.success || checksum !== planChecksum(parsed.data))
    throw edited(file, 'its content does not fit its checksum');
  const contradiction = planContradiction(parsed.data);
  if (contradiction !== undefined) throw edited(file, contradiction);
  return { plan: parsed.data, signature: typeof signature === 'string' ? signature : '' };
}

function edited(file: string, why: string): SfmapError {
  return new SfmapError(
    'SFM-PLAN-EDITED',
    `The plan ${file} is not as it was made: ${why}.`,
    'A plan cannot be edited. Change the mapping or the data, and make a new plan.',
    1,
  );
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
