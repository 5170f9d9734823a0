import { describe, expect, it } from 'vitest';
import type { Json } from '../../../server/src/core/json.ts';
import { parsePath } from '../../../server/src/core/jsonpath/parse.ts';
import { isRejected } from '../../../server/src/core/jsonpath/path-syntax.ts';
import { selectTokens } from '../../../server/src/core/jsonpath/select-tokens.ts';
import { recordedCases, recordedFuzz, recordedLibrary } from './recorded-data.ts';

/** What a selection gave, in the notation of the recorded data. */
function outcomeOf(path: string, document: Json) {
  const result = selectTokens(path, document);
  if (!result.ok) return { failed: true };
  const { matches } = result;
  return { paths: matches.map((m) => m.path), values: matches.map((m) => m.value), texts: matches.map((m) => m.text) };
}

describe.skipIf(recordedCases === undefined)(
  'recorded cases of Json.NET (skipped: the recorded data is not here)',
  () => {
    it('agrees with every admin-style case', () => {
      const { documents = [], cases = [] } = recordedCases ?? {};
      expect(cases.length).toBeGreaterThan(500);
      const wrong = cases.filter((c) => {
        const got = outcomeOf(c.selector, documents[c.document] ?? null);
        if (c.outcome !== 'ok') return got.failed !== true;
        const texts = (got.texts ?? []).map((text, i) => (text === null && c.types?.[i] === 'Null' ? '' : text));
        if (got.values?.length !== c.count || JSON.stringify(texts) !== JSON.stringify(c.text)) return true;
        return c.values !== undefined && JSON.stringify(got.values) !== JSON.stringify(c.values);
      });
      expect(wrong.map((c) => ({ ...c, got: outcomeOf(c.selector, documents[c.document] ?? null) }))).toEqual([]);
    });

    it('agrees with every fuzzed case, places included', () => {
      const { documents = [], cases = [] } = recordedFuzz ?? {};
      expect(cases.length).toBeGreaterThan(2000);
      const wrong = cases.filter((c) => {
        const got = outcomeOf(c.s, documents[c.d] ?? null);
        if (c.k !== 'ok') return got.failed !== true;
        if (JSON.stringify(got.paths) !== JSON.stringify(c.p)) return true;
        return c.r !== undefined && !sameResult(got.values ?? [], c.r);
      });
      expect(wrong.map((c) => ({ ...c, got: outcomeOf(c.s, documents[c.d] ?? null) }))).toEqual([]);
    });

    it("agrees with every call of Json.NET's own tests", () => {
      const { cases = [] } = recordedLibrary ?? {};
      expect(cases.length).toBeGreaterThan(200);
      const wrong = cases.filter((c) => {
        if (c.path === undefined) return false;
        const rejected = isRejected(parsePath(c.path));
        if (c.api === 'new JPath') return rejected !== (c.outcome === 'throws');
        // Documents with .NET constructors are no JSON, and nobody can ask the connector for an error on no match.
        if (c.document === undefined || (c.outcome === 'throws' && c.errorWhenNoMatch === true)) return rejected;
        // This call ran under a time limit of a fraction of a millisecond.
        if (c.exception === 'RegexMatchTimeoutException') return rejected;
        const got = outcomeOf(c.path, c.document);
        if (c.outcome === 'throws') return got.failed !== true;
        return JSON.stringify(got.values) !== JSON.stringify(c.tokens);
      });
      expect(wrong.map((c) => ({ ...c, got: outcomeOf(c.path ?? '', c.document ?? null) }))).toEqual([]);
    });
  },
);

/** A recorded result; a member that a filter selected is recorded as `"name": value`, which is no JSON. */
function sameResult(values: readonly Json[], recorded: string): boolean {
  const texts = values.map((value) => {
    const member = value as { readonly $property?: string; readonly value?: Json } | null;
    if (typeof member?.$property !== 'string') return JSON.stringify(value);
    return `${JSON.stringify(member.$property)}:${JSON.stringify(member.value)}`;
  });
  return `[${texts.join(',')}]` === recorded;
}
