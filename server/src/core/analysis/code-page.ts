import { nearestName } from '../nearest-name.ts';
import { Analysis } from './analyse.ts';
import type { Diagnostic, RulePage, Severity } from './diagnostic.ts';
import { ruleCodes } from './rule-codes.ts';
import { rules } from './rules.ts';
import { syntaxCodes } from './syntax-codes.ts';

export { ruleCodes } from './rule-codes.ts';

/** What can be told about a code. */
export interface CodePage {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly page?: Partial<RulePage>;
}

/** Every code that a check may report, in order. */
export const codePages: readonly CodePage[] = [...syntaxCodes, ...rules].sort(byCode);

/** The order of codes. To compare as a language does would make V8 load its tables first, which takes 10 ms. */
function byCode(a: { readonly code: string }, b: { readonly code: string }): number {
  return a.code < b.code ? -1 : Number(a.code > b.code);
}

/** The page of a code; case does not matter, and `2002` will do for `SFM2002`. */
export function codePage(name: string): CodePage | undefined {
  const code = normalCode(name);
  return codePages.find((one) => one.code === code);
}

/** The code that a mistyped one most likely means. */
export function nearestCode(name: string): string | undefined {
  return nearestName(
    normalCode(name),
    codePages.map(({ code }) => code),
  );
}

function normalCode(name: string): string {
  const upper = name.trim().toUpperCase();
  return /^\d+$/.test(upper) ? `SFM${upper}` : upper;
}

/**
 * The page of a code in Markdown, as docs/rules holds it and `sfmap explain` prints it. What the rule says about the
 * wrong example is found by checking it.
 */
export function codePageText({ code, severity, title, page = {} }: CodePage): string {
  const { why, wrong, right, payload, sources = [] } = page;
  const found = wrong === undefined ? [] : findings(wrong, payload).filter((one) => one.code === code);
  return [
    `# ${code}: ${title}`,
    `Level: ${severity}${ruleCodes.has(code) ? '' : ', which cannot be changed'}.`,
    ...(why === undefined ? [] : [why]),
    ...(payload === undefined ? [] : ['## With this person', fenced('json', JSON.stringify(payload, null, 2))]),
    ...(wrong === undefined
      ? []
      : ['## Wrong', fenced('sfmap', shortened(wrong)), fenced('text', messages(wrong, found))]),
    ...fixes(found),
    ...(right === undefined ? [] : ['## Right', fenced('sfmap', right)]),
    ...(sources.length === 0 ? [] : ['## Sources', sources.map((source) => `- ${source}`).join('\n')]),
  ]
    .join('\n\n')
    .concat('\n');
}

function findings(text: string, payload: RulePage['payload']): readonly Diagnostic[] {
  const sample = payload === undefined ? undefined : { label: 'the person of the page', payload };
  return new Analysis(text, { sample }).diagnostics;
}

function messages(text: string, found: readonly Diagnostic[]): string {
  const lines = found.map(({ start, severity, code, message }) => {
    const before = text.slice(0, start).split('\n');
    return `${before.length}:${(before.at(-1)?.length ?? 0) + 1} ${severity} ${code} ${message}\n`;
  });
  return lines.join('');
}

function fixes(found: readonly Diagnostic[]): string[] {
  const titles = new Set(found.flatMap((one) => one.fixes.map(({ title }) => title)));
  return titles.size === 0 ? [] : [`Fixes: ${[...titles].map((title) => inline(title)).join('; ')}.`];
}

/** Code in a line of Markdown: it may hold backticks. */
function inline(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** A line that nobody reads to its end is shown without its middle. */
const LONGEST_LINE = 400;

function shortened(text: string): string {
  const line = (one: string) => {
    if (one.length <= LONGEST_LINE) return one;
    const left = (one.length - 120).toLocaleString('en-US');
    return `${one.slice(0, 80)} … ${left} characters more … ${one.slice(-40)}`;
  };
  return text.split('\n').map(line).join('\n');
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.endsWith('\n') ? text : `${text}\n`}\`\`\``;
}

/** One line a code: what `sfmap explain` lists. */
export function codeList(): string {
  return codePages.map(({ code, severity, title }) => `${code}  ${severity.padEnd(11)}  ${title}\n`).join('');
}
