import type { Outcome } from '../../mapping/outcome.ts';
import { type NetRegex, RegexProblem, readNetRegex } from '../dotnet/regex.ts';
import { readReplacement } from '../dotnet/regex-replacement.ts';
import { type Arguments, eager, flow, isEmpty, NULL } from '../function.ts';
import { TextBuilder } from '../limits.ts';
import { fail } from '../problem.ts';
import { readText, shown } from '../readers.ts';

const SLOTS = [
  'source',
  'oldValue',
  'regexPattern',
  'regexGroupName',
  'replacementValue',
  'replacementAttributeName',
  'template',
] as const;

type Texts = { readonly [slot in (typeof SLOTS)[number]]: string | null };

/**
 * `Replace(source, oldValue, regexPattern, regexGroupName, replacementValue, replacementAttributeName, template)`. Which
 * slots are filled says what it does:
 *
 * - oldValue, replacementValue: each oldValue in the source is replaced, in exact case;
 * - oldValue, template: each oldValue in the template is replaced by the source;
 * - regexPattern, replacementValue: each match is replaced; the value may name groups: `${name}`, `$1`;
 * - regexPattern, regexGroupName, replacementValue: in each match the group's part is replaced by the value as it stands;
 * - regexPattern, regexGroupName, replacementAttributeName: the source if it has a value, else what the group matches
 *   first in the replacement attribute, null where nothing matches.
 *
 * A null source gives null but in the last case. Patterns are .NET's, unanchored. Source: the function reference; its
 * example with `[()\s-]+` prints a result without the plus sign, which that pattern does not take away: we keep it.
 */
export const replace = eager('Replace', (values, args) => {
  const text = Object.fromEntries(
    SLOTS.map((slot, index) => [slot, readText(values[index] ?? null, `The ${slot} of Replace`)]),
  ) as Texts;
  // An empty text beside a pattern is an author's way of skipping the slot.
  const hasOld = args.has(1) && !(args.has(2) && isEmpty(text.oldValue));
  if (hasOld && args.has(2)) return fail('Replace takes an oldValue or a regexPattern, not both.');
  if (args.has(2)) return withPattern(text, args);
  if (!hasOld) return fail('Replace takes an oldValue or a regexPattern, and has neither.');
  if (text.oldValue === null || isEmpty(text.oldValue)) return fail('The oldValue of Replace is empty.');
  if (!args.has(4) && !args.has(6)) return fail('Replace takes a replacementValue or a template beside an oldValue.');
  if (text.source === null) return NULL;
  if (args.has(4)) return flow(replaceText(text.source, text.oldValue, text.replacementValue ?? '', args));
  return flow(text.template === null ? null : replaceText(text.template, text.oldValue, text.source, args));
});

function replaceText(text: string, wanted: string, replacement: string, { limits }: Arguments): string {
  const parts = text.split(wanted);
  limits.check(text.length + (parts.length - 1) * (replacement.length - wanted.length));
  return parts.join(replacement);
}

function withPattern(text: Texts, args: Arguments): Outcome {
  if (text.regexPattern === null) return fail('The regexPattern of Replace is null.');
  try {
    const regex = readNetRegex(text.regexPattern);
    if (args.has(3)) return withGroup(regex, text, args);
    if (!args.has(4)) return fail('Replace takes a replacementValue beside a regexPattern.');
    if (text.source === null) return NULL;
    return flow(replaceMatches(regex, text.source, text.replacementValue ?? '', args));
  } catch (problem) {
    if (!(problem instanceof RegexProblem)) throw problem;
    return fail(`The regexPattern ${shown(text.regexPattern)} of Replace cannot be used: ${problem.message}`);
  }
}

function replaceMatches(regex: NetRegex, source: string, replacement: string, { limits }: Arguments): string {
  const pieces = readReplacement(replacement, regex);
  const result = new TextBuilder(limits);
  let at = 0;
  for (const match of regex.matches(source, limits.regex)) {
    result.add(source.slice(at, match.start));
    for (const piece of pieces(source, match)) result.add(piece);
    at = match.end;
  }
  result.add(source.slice(at));
  return result.toString();
}

function withGroup(regex: NetRegex, text: Texts, args: Arguments): Outcome {
  const name = text.regexGroupName;
  if (name === null || !regex.groups.includes(name)) {
    const known = regex.groups.length === 0 ? 'it has none' : `it has ${regex.groups.join(', ')}`;
    return fail(`The regexPattern of Replace has no group ${shown(name)}; ${known}.`);
  }
  if (args.has(4)) {
    if (text.source === null) return NULL;
    return flow(replaceGroup(regex, name, text.source, text.replacementValue ?? '', args));
  }
  if (!args.has(5)) return fail('Replace takes a replacementValue or a replacementAttributeName beside a group.');
  if (text.source !== null && !isEmpty(text.source)) return flow(text.source);
  const other = text.replacementAttributeName;
  if (other === null) return { state: 'null', reason: 'source and replacement attribute of Replace are null' };
  for (const match of regex.matches(other, args.limits.regex)) {
    const group = match.group(name);
    if (group !== undefined) return flow(other.slice(group.start, group.end));
  }
  return { state: 'null', reason: `the replacement attribute of Replace does not match ${shown(text.regexPattern)}` };
}

function replaceGroup(regex: NetRegex, name: string, source: string, value: string, { limits }: Arguments): string {
  const result = new TextBuilder(limits);
  let at = 0;
  for (const match of regex.matches(source, limits.regex)) {
    const group = match.group(name);
    // A group inside a lookbehind may lie in front of what is written already.
    if (group === undefined || group.start < at) continue;
    result.add(source.slice(at, group.start));
    result.add(value);
    at = group.end;
  }
  result.add(source.slice(at));
  return result.toString();
}
