import { parsePath } from './parse.ts';
import { isRejected, type ParsedPath } from './path-syntax.ts';
import { isSameStep } from './same-steps.ts';

/**
 * Rewrites a path that begins with the steps of `from` so that it begins with `to`, as the bulk edits in Microsoft's
 * "Azure Active Directory and SAP SuccessFactors integration reference" do with `$.employmentNav.results[0]`.
 *
 * Steps are compared, not text: an implicit `$.`, `['name']` for `.name` and blanks inside brackets do not matter, and
 * `results` is no beginning of `resultsNav`. What follows stays as it is written.
 * Undefined when the path does not begin so, or when one of the three is rejected by the engine.
 */
export function replacePrefix(
  path: ParsedPath | string,
  from: ParsedPath | string,
  to: ParsedPath | string,
): string | undefined {
  const [whole, before, after] = [path, from, to].map(toParsed);
  if (whole === undefined || before === undefined || after === undefined) return undefined;
  const length = before.steps.length;
  if (whole.steps.length < length) return undefined;
  const same = before.steps.every((step, index) => {
    const other = whole.steps[index];
    return other !== undefined && isSameStep(other, step);
  });
  if (!same) return undefined;
  const head = after.text.trim();
  const next = whole.steps[length];
  if (next === undefined) return head;
  const rest = whole.text.slice(next.lead).trimEnd();
  return /^[.[(]/.test(rest) ? `${head}${rest}` : `${head}.${rest}`;
}

/** Whether a path begins with the steps of another; false when one of them is rejected. */
export function startsWithSteps(path: ParsedPath | string, prefix: ParsedPath | string): boolean {
  return replacePrefix(path, prefix, '$') !== undefined;
}

function toParsed(path: ParsedPath | string): ParsedPath | undefined {
  const parsed = typeof path === 'string' ? parsePath(path) : path;
  return isRejected(parsed) ? undefined : parsed;
}
