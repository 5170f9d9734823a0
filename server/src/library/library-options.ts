import type { RuleLevel } from '../core/analysis/check.ts';
import type { Direction } from '../core/analysis/model.ts';
import type { Baseline } from '../core/baseline/baseline.ts';
import { readBaseline } from '../core/baseline/read-baseline.ts';
import { SfmapError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { Existing } from '../core/mapping/evaluate.ts';
import { readExisting } from '../core/mapping/existing.ts';

/** Values of parameters by name. */
export type Parameters = Readonly<Record<string, string>>;

/** Levels of rules by code. */
export type RuleLevels = Readonly<Record<string, RuleLevel>>;

const LEVELS: ReadonlySet<unknown> = new Set<RuleLevel>(['off', 'information', 'warning', 'error']);

/** @throws SfmapError `SFM-INPUT`, exit 2: no object of texts. */
export function readParameters(given: Parameters | undefined): ReadonlyMap<string, string> {
  const entries = entriesOf('parameters', given);
  for (const [name, value] of entries)
    if (typeof value !== 'string') throw wrong(`The parameter ${name} is no text.`, 'Give each parameter as a text.');
  return new Map(entries as [string, string][]);
}

/**
 * Levels by code. One that is set for a mistake of the text, or for a rule that this version does not have, changes
 * nothing: what is shared between versions must not break the older one.
 *
 * @throws SfmapError `SFM-INPUT`, exit 2: no object, a name that is no code, a level that there is not.
 */
export function readRuleLevels(given: RuleLevels | undefined): ReadonlyMap<string, RuleLevel> {
  const entries = entriesOf('rules', given);
  for (const [code, level] of entries) {
    if (!LEVELS.has(level))
      throw wrong(`The level of ${code} in rules is unknown.`, 'Levels are off, information, warning and error.');
    if (!/^SFM\d{4}$/.test(code)) throw wrong(`${code} in rules is no code.`, 'Codes are such as SFM2002.');
  }
  return new Map(entries as [string, RuleLevel][]);
}

/**
 * @param given A synchronization schema of Microsoft Graph, as parsed JSON.
 * @throws SfmapError `SFM-BASELINE`, exit 2: see `readBaseline`.
 */
export function readBaselineOption(given: unknown, direction: Direction | undefined): Baseline | undefined {
  // Without its pair of systems a file has no side on which a baseline could stand; the checker says so.
  return given === undefined || direction === undefined ? undefined : readBaseline(given, direction);
}

/** @throws SfmapError `SFM-INPUT`, exit 2: no object of texts, lists of texts and nulls. */
export function readExistingOption(given: Json | undefined): Existing | undefined {
  if (given === undefined) return undefined;
  const read = readExisting(given);
  if ('problem' in read) throw wrong('The option existing does not say what the target holds.', read.problem);
  return read.values;
}

function entriesOf(name: string, given: unknown): [string, unknown][] {
  if (given === undefined) return [];
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw wrong(`The option ${name} is no object.`, 'See docs/library.md.');
  return Object.entries(given);
}

function wrong(message: string, cure: string): SfmapError {
  return new SfmapError('SFM-INPUT', message, cure, 2);
}
