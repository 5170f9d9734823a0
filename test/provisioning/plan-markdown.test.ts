import { expect, test } from 'vitest';
import { type PersonPreview, previewTotals } from '../../server/src/provisioning/plan/person-preview.ts';
import { makePlan } from '../../server/src/provisioning/plan/plan.ts';
import { planMarkdown } from '../../server/src/provisioning/plan/plan-markdown.ts';

function person(id: string, name: string, address: string): PersonPreview {
  return {
    personIdExternal: id,
    name,
    userPrincipalName: `${id}@contoso.example`,
    primaryNow: { emails: ['8448'], phones: [] },
    lines: [],
    refusals: [],
    errors: [],
    warnings: [],
    calls: [
      {
        together: false,
        records: [
          {
            group: 'e-mail',
            entity: 'PerEmail',
            key: { emailType: '8448', personIdExternal: id },
            before: { emailAddress: 'old@fabrikam.example', isPrimary: true },
            after: { emailAddress: address, isPrimary: true },
            givesUpPrimary: false,
          },
        ],
      },
    ],
  };
}

function plan(people: readonly PersonPreview[]) {
  const mapping = { file: 'pilot|`x`.sfmap', sha256: 'ab'.repeat(32) };
  const connection = { name: 'test', environment: 'test', host: 'api4preview.sapsf.com', company: 'a_b*c*' } as const;
  const limits = [{ kind: 'update', most: 5, unit: 'number' }] as const;
  const preview = { people, totals: previewTotals(people, 3) };
  return makePlan({ preview, mapping, connection, complete: true, created: new Date(0), limits });
}

/** The cells of a row of a table in GitHub's Markdown. */
const cells = (line: string) => line.split(/(?<!\\)\|/).length - 2;

const refused: PersonPreview = {
  ...person('7', 'Rita', 'rita@contoso.example'),
  calls: [],
  refusals: [{ group: 'e-mail', reason: 'The personal e-mail (type 8446) is primary.' }],
};

test('names, values and reasons are left out unless they are asked for', () => {
  const made = plan([person('100101', 'Amara Nwosu', 'amara@contoso.example'), refused]);
  const short = planMarkdown(made, { values: false, signed: true });
  expect(short).toContain('| `100101` | `email` changed |  |');
  expect(short).toContain('| `7` |  | **refused** e-mail |');
  expect(short).toContain('| `update <= 5` | 1 | 5 |');
  expect(short).toContain('| get new values in a row | 1 |');
  expect(short).not.toMatch(/Amara|@|fabrikam|8446/);
  const long = planMarkdown(made, { values: true, signed: true });
  expect(long).toContain('| `100101` `Amara Nwosu` | `email`: `old@fabrikam.example` → `amara@contoso.example` |  |');
  expect(long).toContain('**refused** e-mail The personal e-mail (type 8446) is primary.');
});

test.each([
  ['a pipe', 'a|b'],
  ['backticks', '``a`'],
  ['markup', '**bold** [x](https://contoso.example) <img src=x>'],
  ['a line end', 'a\nb\r| c |'],
  ['only blanks', '  '],
])('%s in a name or value stays one cell of text', (_name, text) => {
  const shown = planMarkdown(plan([person('1', text, text)]), { values: true, signed: true });
  const row = shown.split('\n').filter((line) => line.includes('`email`'));
  expect(row.map(cells)).toEqual([3]);
  expect(shown).toContain('SuccessFactors a\\_b\\*c\\* (test)');
});

test('a plan that is over its limits, not signed or made of chosen people says so at the top', () => {
  const people = Array.from({ length: 6 }, (_, at) => person(String(at), 'x', 'x@contoso.example'));
  const shown = planMarkdown({ ...plan(people), complete: false }, { values: false, signed: false });
  expect(shown).toContain('> **The plan is over its limits: update concerns 6, and 5 are allowed');
  expect(shown).toContain('> These are the people that were chosen');
  expect(shown).toContain('> **Not signed with the key of this machine');
});

test('a long plan ends before a comment would be too long, and says how many are left', () => {
  const people = Array.from({ length: 5000 }, (_, at) => person(String(100_000 + at), 'x', 'x@contoso.example'));
  const shown = planMarkdown(plan(people), { values: true, signed: true });
  expect(shown.length).toBeLessThan(65_536);
  const rows = shown.split('\n').filter((line) => line.startsWith('| `1')).length;
  expect(shown).toContain(`… and ${5000 - rows} more people.`);
});

test('an empty plan says that there is nothing to write', () => {
  expect(planMarkdown(plan([]), { values: false, signed: true })).toContain('\nNothing to write.\n');
});
