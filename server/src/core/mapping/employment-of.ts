import { isJsonObject, type Json } from '../json.ts';
import type { CompiledPath } from '../jsonpath/compile.ts';
import { records } from './situation.ts';

/** Which employment the first value of a path comes from, when the person has several: `2 of 2 employments`. */
export function employmentOf(payload: Json, path: CompiledPath): string | undefined {
  const total = isJsonObject(payload) ? records(payload, 'employmentNav').length : 0;
  if (total < 2) return undefined;
  const selection = path.matches(payload, 1);
  const location = selection.ok ? selection.results[0]?.location : undefined;
  const index = location?.[0] === 'employmentNav' && location[1] === 'results' ? location[2] : undefined;
  return typeof index === 'number' ? `${index + 1} of ${total} employments` : undefined;
}
