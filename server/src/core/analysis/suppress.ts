import type { MappingFile, Span } from '../language/syntax.ts';
import { late } from '../late.ts';
import { nearestName } from '../nearest-name.ts';
import type { CheckEnvironment, Diagnostic, Fix, Rule, Severity } from './diagnostic.ts';
import { type Found, startOf } from './found.ts';

/** `// sfmap-ignore CODE, CODE: reason`. */
const COMMENT = late(() => /^(?:\/\/+|\/\*+)[ \t]*sfmap-ignore(?![\p{L}\p{N}_-])[ \t]*(?<rest>[\s\S]*?)(?:\*\/)?$/u);
const WRITTEN = /^(?<codes>[^:]*)(?::(?<reason>[\s\S]*))?$/;

/** Mistakes of the text, and what cannot be read beside it: what is not read cannot be judged, so they stay. */
const FIXED = /^SFM(?:10\d\d|1104|1120)$/;
/** What is said about a comment itself is not hushed up by one. */
const OWN: ReadonlySet<string> = new Set(['SFM1111', 'SFM1112', 'SFM1113']);
/** Rules about paths say less without a person, or with the tenant's metadata: a comment may be needed elsewhere. */
const DEPENDS_ON_SAMPLE = /^SFM3\d\d\d$/;

interface Suppression {
  readonly comment: Span;
  readonly codes: readonly (Span & { readonly code: string })[];
  readonly reason: string;
  readonly covers: Span;
  /** It covers a test with all its lines. */
  readonly isTest: boolean;
  /** What follows could not be read: nobody knows what would be found in it. */
  readonly unread: boolean;
}

/**
 * Takes out what `sfmap-ignore` comments hush up, and reports the comments that have no reason, name no code of a rule,
 * or cover nothing. A comment covers the next declaration, a test with all its lines, and the head of a block that
 * begins before it. Mistakes of the text (SFM10…) stay.
 *
 * @param rules Every rule; their codes may be named.
 * @returns All findings, in no order. Without such a comment, those that were given.
 */
export function suppress(
  found: Found[],
  file: MappingFile,
  environment: CheckEnvironment,
  rules: readonly Rule[],
): Found[] {
  if (environment.unsuppressed === true || file.comments.length === 0 || !file.text.includes('sfmap-ignore'))
    return found;
  const suppressions = suppressionsOf(file);
  const codes = new Set<string>(rules.map(({ code }) => code));
  const used = new Set<NamedCode>();
  const places = new PlacesByCode(suppressions);
  const kept = found.filter((one) => {
    const { code } = one.diagnostic;
    if (FIXED.test(code) || OWN.has(code)) return true;
    const covering = places.covering(code, startOf(one));
    for (const named of covering) used.add(named);
    return covering.length === 0;
  });
  for (const suppression of suppressions) {
    for (const diagnostic of problemsOf(suppression, codes, used, file, environment)) {
      kept.push({ diagnostic, origin: 0 });
    }
  }
  return kept;
}

type NamedCode = Suppression['codes'][number];

interface Place {
  readonly covers: Span;
  readonly named: NamedCode;
}

/** Which comments cover a place, found by halving: a file may hold as many as it has lines. */
class PlacesByCode {
  /** Those of one list do not overlap, but where several comments stand before one thing, and are in order. */
  readonly #lists = new Map<string, Place[]>();

  constructor(suppressions: readonly Suppression[]) {
    for (const { covers, codes, reason, isTest } of suppressions) {
      // One without a reason hushes nothing up.
      if (reason === '') continue;
      for (const named of codes) {
        const key = `${named.code} ${isTest}`;
        const list = this.#lists.get(key) ?? [];
        list.push({ covers, named });
        this.#lists.set(key, list);
      }
    }
  }

  covering(code: string, at: number): readonly NamedCode[] {
    return [true, false].flatMap((isTest) => {
      const list = this.#lists.get(`${code} ${isTest}`) ?? [];
      const found: NamedCode[] = [];
      const start = (i: number) => list[i]?.covers.start ?? Number.POSITIVE_INFINITY;
      const last = firstIndex(list.length, (i) => start(i) > at) - 1;
      for (let i = last; i >= 0 && start(i) === start(last); i--) {
        const place = list[i];
        if (place !== undefined && at < Math.max(place.covers.end, place.covers.start + 1)) found.push(place.named);
      }
      return found;
    });
  }
}

/** The first index below `length` that holds, where all after it hold too; `length` when none does. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function suppressionsOf(file: MappingFile): Suppression[] {
  return file.comments.flatMap(({ start, end }) => {
    const text = file.text.slice(start, end);
    const rest = COMMENT().exec(text)?.groups?.['rest'];
    const written = rest === undefined ? undefined : WRITTEN.exec(rest)?.groups;
    if (rest === undefined || written === undefined) return [];
    const offset = start + text.indexOf(rest, text.indexOf('sfmap-ignore') + 'sfmap-ignore'.length);
    const codes = [...(written['codes'] ?? '').matchAll(/[^\s,]+/g)].map(({ 0: code, index }) => ({
      code,
      start: offset + index,
      end: offset + index + code.length,
    }));
    const reason = (written['reason'] ?? '').trim();
    return [{ comment: { start, end }, codes, reason, ...nextAfter(file, end) }];
  });
}

/** What a comment that ends here stands before. */
function nextAfter(
  { declarations, blocks, text }: MappingFile,
  end: number,
): Pick<Suppression, 'covers' | 'isTest' | 'unread'> {
  const next = declarations[firstIndex(declarations.length, (i) => (declarations[i]?.offset ?? 0) >= end)];
  const unread = next?.problems.some(({ code }) => code !== 'SFM1007') ?? false;
  const block = blocks[firstIndex(blocks.length, (i) => (blocks[i]?.start ?? 0) >= end)];
  if (block !== undefined && (next === undefined || block.start <= next.offset)) {
    const isTest = block.kind === 'test';
    return {
      covers: isTest ? block : { start: block.start, end: (block.open ?? block.keyword.end) + 1 },
      isTest,
      unread,
    };
  }
  if (next === undefined) return { covers: { start: text.length, end: text.length }, isTest: false, unread };
  return { covers: { start: next.offset, end: next.offset + next.declaration.end }, isTest: false, unread };
}

function* problemsOf(
  suppression: Suppression,
  known: ReadonlySet<string>,
  used: ReadonlySet<NamedCode>,
  file: MappingFile,
  { levels, sample }: CheckEnvironment,
): Generator<Diagnostic> {
  const { comment, codes, reason } = suppression;
  const finding = (code: string, severity: Severity, span: Span, message: string, fixes: readonly Fix[] = []) => {
    const level = levels?.get(code);
    return level === 'off'
      ? []
      : [{ code, severity: level ?? severity, message, start: span.start, end: span.end, fixes }];
  };
  if (codes.length === 0 || reason === '') {
    const missing = codes.length === 0 ? 'says what it ignores' : 'has a reason, or it ignores nothing';
    const message = `A comment that ignores a finding ${missing}: // sfmap-ignore ${codes[0]?.code ?? 'SFM2002'}: why.`;
    yield* finding('SFM1111', 'warning', comment, message);
    return;
  }
  for (const one of codes) {
    if (FIXED.test(one.code)) {
      yield* finding('SFM1112', 'warning', one, `${one.code} cannot be ignored: what is not read cannot be judged.`);
    } else if (OWN.has(one.code)) {
      yield* finding(
        'SFM1112',
        'warning',
        one,
        `${one.code} is about comments such as this one, and cannot be ignored.`,
      );
    } else if (!known.has(one.code)) {
      const near = nearestName(one.code, known);
      const question = near === undefined ? 'sfmap explain lists the codes.' : `Did you mean ${near}?`;
      const fixes = near === undefined ? [] : [{ title: `Write ${near}`, edits: [{ ...span(one), text: near }] }];
      yield* finding('SFM1112', 'warning', one, `There is no rule ${one.code}. ${question}`, fixes);
    } else if (
      !used.has(one) &&
      !suppression.unread &&
      levels?.get(one.code) !== 'off' &&
      (sample !== undefined || !DEPENDS_ON_SAMPLE.test(one.code))
    ) {
      const message = `Nothing is ignored here: the next declaration has no ${one.code}.`;
      const fixes =
        codes.length === 1 ? [{ title: 'Remove the comment', edits: [withoutLine(file.text, comment)] }] : [];
      for (const diagnostic of finding('SFM1113', 'warning', one, message, fixes))
        yield { ...diagnostic, unnecessary: true };
    }
  }
}

const span = ({ start, end }: Span): Span => ({ start, end });

/** Takes a comment out, with its line where nothing else stands on it. */
function withoutLine(text: string, { start, end }: Span): Span & { readonly text: string } {
  const before = /(?:^|[\r\n])[ \t]*$/.exec(text.slice(Math.max(0, start - 1_000), start))?.[0];
  const after = /^[ \t]*(?:\r\n|\r|\n|$)/.exec(text.slice(end, end + 1_000))?.[0];
  if (before === undefined || after === undefined) return { start, end, text: '' };
  return { start: start - before.replace(/^[\r\n]/, '').length, end: end + after.length, text: '' };
}
