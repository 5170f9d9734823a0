import { describe, expect, it } from 'vitest';
import { REASON_KINDS } from '../../server/src/second-opinion/kinds.ts';
import { recordedCases, recordedFuzz } from '../core/jsonpath/recorded-data.ts';
import { opinionHere } from './support/opinion-here.ts';

const sets = [
  ['admin-style', recordedCases?.documents, recordedCases?.cases.map((c) => [c.selector, c.document] as const), 150],
  ['fuzzed', recordedFuzz?.documents, recordedFuzz?.cases.map((c) => [c.s, c.d] as const), 500],
] as const;

describe.skipIf(recordedCases === undefined)(
  'recorded cases of Json.NET (skipped: the recorded data is not here)',
  () => {
    it.each(sets)(
      'every %s case on which the two differ has a kind and a sentence',
      (_, documents = [], cases = [], least) => {
        const differing = cases
          .map(([path, document]) => ({ path, ...opinionHere(path, documents[document] ?? null) }))
          .flatMap((opinion) => (opinion.agree ? [] : [opinion]));
        expect(differing.length).toBeGreaterThan(least);
        expect(differing.filter(({ reason }) => reason.kind === 'other')).toEqual([]);
        for (const { reason } of differing) {
          expect(REASON_KINDS).toContain(reason.kind);
          expect(reason.sentence).toMatch(/^jsonpath\.com: .+; Entra: .+\. .+\.$/);
        }
      },
    );
  },
);
