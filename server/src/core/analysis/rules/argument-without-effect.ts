import type { Rule } from '../diagnostic.ts';
import { constantText } from '../expression-constants.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';

type Judge = (constants: readonly (string | undefined)[]) => readonly [slot: number, message: string] | undefined;

const numberOf = (text: string | undefined): number =>
  text === undefined || text.trim() === '' ? Number.NaN : Number(text);

const JUDGES: Readonly<Record<string, Judge>> = {
  Left: ([, count]) => {
    if (numberOf(count) < 0) return [1, `With ${count} characters Left gives the whole text. Write how many it takes.`];
    return numberOf(count) === 0 ? [1, 'With 0 characters Left is always empty. Write how many it takes.'] : undefined;
  },
  Mid: ([, , length]) =>
    numberOf(length) === 0
      ? [2, 'With a length of 0 Mid is always empty. Write how many characters it takes.']
      : undefined,
  Word: ([, number]) =>
    numberOf(number) < 1 ? [1, `Words are counted from 1: word ${number} is always empty.`] : undefined,
  Replace: ([, oldValue, , , replacement]) =>
    oldValue !== undefined && oldValue !== '' && oldValue === replacement
      ? [4, 'This Replace puts the same text in the place of what it finds.']
      : undefined,
};

/** A constant with which a function does nothing, or gives nothing, whatever the text is. */
export const argumentWithoutEffect: Rule = {
  code: 'SFM5011',
  severity: 'warning',
  title: 'An argument with which the function does nothing',
  page: {
    why: '`Left` with 0 characters, `Mid` of length 0 and `Word` with a number below 1 are empty for everybody; `Left` with a negative number gives the whole text, and a `Replace` of a text by itself changes nothing. None of them is an error, so nobody is told.',
    wrong: inboundExample('  mailNickname <- Word([username], 0, ".")\n'),
    right: inboundExample('  mailNickname <- Word([username], 1, ".")\n'),
    sources: [FUNCTION_REFERENCE],
  },
  each: eachCall(Object.keys(JUDGES), ({ node }, placed, context) => {
    const found = JUDGES[node.name]?.(node.arguments.map(constantText));
    if (found === undefined) return;
    const [slot, message] = found;
    context.report(placed, node.arguments[slot] ?? node.nameSpan, { message });
  }),
};
