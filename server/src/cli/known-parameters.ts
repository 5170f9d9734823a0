import { readModel } from '../engine/prepare-mapping.ts';
import { parseParameterArguments } from '../project/parameters.ts';

/** The `--param`s that an earlier version of a mapping knows: it may lack some of today. */
export function knownParameters(given: readonly string[], text: string): ReadonlyMap<string, string> {
  const { parameters } = readModel(text);
  return new Map([...parseParameterArguments(given)].filter(([name]) => parameters.has(name)));
}
