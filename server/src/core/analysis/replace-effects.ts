import { isRejected } from '../jsonpath/path-syntax.ts';
import { replacePrefix } from '../jsonpath/prefix.ts';
import { KEPT_BY_REPLACE } from './bind.ts';
import { pathOf } from './paths.ts';

/** A `replace` line: one beginning of a path, and what takes its place. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** What a `replace` line does to the built-in paths. */
export interface ReplaceEffect {
  /** How many paths it rewrites, as the lines before it have left them. */
  readonly rewritten: number;
  /** How many of the paths that it does not rewrite would begin so if no line stood before it. */
  readonly late: number;
  /** The attributes that keep their path although it begins so. */
  readonly kept: readonly string[];
}

/** The attributes whose paths `replace` lines rewrite, by name: built-in ones, or those of a baseline. */
export type ListedPaths = ReadonlyMap<string, { readonly path?: string }>;

type Effects = readonly (ReplaceEffect | undefined)[];

/** The answer depends on the lines and the list alone, and the same lines are asked about after every edit. */
const latest = new WeakMap<ListedPaths, { readonly key: string; readonly effects: Effects }>();

/** What each of a file's `replace` lines does, in written order; undefined for one whose paths cannot be read. */
export function replaceEffects(lines: readonly Replacement[], listed: ListedPaths): Effects {
  const key = JSON.stringify(lines);
  const known = latest.get(listed);
  if (known?.key === key) return known.effects;
  const effects = effectsOf(lines, listed);
  latest.set(listed, { key, effects });
  return effects;
}

function effectsOf(lines: readonly Replacement[], listed: ListedPaths): Effects {
  const current = new Map<string, string>();
  for (const [name, { path }] of listed) if (path !== undefined && !KEPT_BY_REPLACE.has(name)) current.set(name, path);
  const original = (name: string) => pathOf(listed.get(name)?.path ?? '');
  return lines.map(({ from, to }) => {
    const [before, after] = [pathOf(from), pathOf(to)];
    if (isRejected(before) || isRejected(after)) return undefined;
    let rewritten = 0;
    let late = 0;
    for (const [name, path] of current) {
      const changed = replacePrefix(pathOf(path), before, after);
      if (changed !== undefined) {
        current.set(name, changed);
        rewritten++;
      } else if (replacePrefix(original(name), before, after) !== undefined) {
        late++;
      }
    }
    const kept = [...KEPT_BY_REPLACE].filter((name) => replacePrefix(original(name), before, after) !== undefined);
    return { rewritten, late, kept };
  });
}
