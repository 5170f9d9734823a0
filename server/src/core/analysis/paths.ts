import { type CompiledPath, compilePath } from '../jsonpath/compile.ts';
import { parsePath } from '../jsonpath/parse.ts';
import type { ParsedPath } from '../jsonpath/path-syntax.ts';

/** As many as a large workspace holds; a text is parsed once, however often its file changes elsewhere. */
const CAPACITY = 10_000;
const parsed = new Map<string, ParsedPath>();
const compiled = new Map<string, CompiledPath>();

/** The parsed path of a text. The result depends on the text alone, so it is kept. */
export function pathOf(text: string): ParsedPath {
  return remember(parsed, text, parsePath);
}

/** The compiled path of a text, parameters replaced. */
export function compiledPathOf(text: string): CompiledPath {
  return remember(compiled, text, (path) => compilePath(pathOf(path)));
}

function remember<V>(cache: Map<string, V>, key: string, make: (key: string) => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (cache.size >= CAPACITY) cache.clear();
  const value = make(key);
  cache.set(key, value);
  return value;
}
