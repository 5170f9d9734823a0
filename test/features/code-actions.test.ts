import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/refactoring/apply-edits.ts';
import { codeActions } from '../../server/src/features/code-actions.ts';
import { analysisFor, peopleNames } from '../support/example-people.ts';
import { markedText } from '../support/marked-text.ts';

const P = 'provision SuccessFactors -> EntraID\n';

function actions(marked: string, person?: string) {
  const { text, cursor, ranges } = markedText(marked);
  const analysis = analysisFor(text, person);
  return { text, actions: codeActions(analysis, ranges[0] ?? { start: cursor, end: cursor }) };
}

describe('fixes', () => {
  it('stand at their diagnostic, the wanted one marked', () => {
    const { text, actions: found } = actions(`${P}map {\n  displayName <- Ji|on(" ", [firstName])\n}\n`);
    const [fix] = found;
    expect(fix).toMatchObject({ title: 'Write Join', kind: 'fix', preferred: true, diagnostic: { code: 'SFM2001' } });
    expect(applyEdits(text, fix?.edits ?? [])).toBe(text.replace('Jion', 'Join'));
  });

  it('are those of a selection, and no others', () => {
    const text = `${P}map {\n  «city <- Jion(" ", [firstName])\n  state» <- Jion(" ", [firstName])\n  mail <- ToLowr([firstName])\n}\n`;
    const titles = actions(text)
      .actions.filter(({ kind }) => kind === 'fix')
      .map(({ title }) => title);
    expect(titles).toEqual(['Write Join']);
  });

  it('touch a cursor at either end of the mistake', () => {
    for (const marked of ['|Jion', 'Jion|']) {
      expect(actions(`${P}map {\n  city <- ${marked}(" ", [firstName])\n}\n`).actions[0]?.title).toBe('Write Join');
    }
    expect(actions(`${P}map {\n  ci|ty <- Jion(" ", [firstName])\n}\n`).actions[0]?.title).not.toBe('Write Join');
  });
});

describe('answers to HR situations', () => {
  const ON_PATH = `${P}map {\n  department <- [depart|ment]\n}\n`;
  const FIRST: Readonly<Record<string, string>> = {
    conversion: 'Read the employment whose user is not null (worker conversion)',
    rehire: 'Read the latest employment (rehire)',
    'global-assignment': 'Read the standard assignment (global assignment)',
    'concurrent-jobs': 'Add secondJobDepartment (concurrent jobs)',
    plain: 'Read the employment whose user is not null (worker conversion)',
    'pre-hire': 'Read the employment whose user is not null (worker conversion)',
  };
  it.each(peopleNames)('%s: her own comes first, on the path and in the whole file', (person) => {
    const titles = actions(ON_PATH, person).actions.map(({ title }) => title);
    expect(titles[0]).toBe(FIRST[person]);
    expect(titles).toHaveLength(8);
    expect([...titles].sort()).toEqual(
      actions(ON_PATH)
        .actions.map(({ title }) => title)
        .sort(),
    );
    const whole = titles.filter((title) => title.includes('in the whole file'));
    const situation = /\(.*\)$/.exec(FIRST[person] ?? '')?.[0] ?? '';
    if (person !== 'concurrent-jobs') expect(whole[0]).toContain(situation);
  });

  it('are rewrites, never preferred', () => {
    for (const { kind, preferred, diagnostic } of actions(ON_PATH, 'rehire').actions) {
      expect({ kind, preferred, diagnostic }).toEqual({ kind: 'rewrite', preferred: false, diagnostic: undefined });
    }
  });

  const WHOLE = /in the whole file/;
  it.each([
    ['the word source', `${P}s|ource {\n  a = $.employmentNav.results[0].x\n}\n`],
    ['an entry', `${P}source {\n  a = $.employment|Nav.results[0].x\n}\n`],
    ['the pair of systems', `provision Success|Factors -> EntraID\nmap {\n  department <- [department]\n}\n`],
    ['a mapping', `${P}map {\n  department <|- [department]\n}\n`],
  ])('are offered for the whole file on %s', (_name, marked) => {
    expect(actions(marked).actions.filter(({ title }) => WHOLE.test(title))).toHaveLength(3);
  });
  it.each([
    ['in a comment above', `// c|omment\n${P}map { department <- [department] }\n`],
    ['on a parameter', `${P}param |x = "1"\nmap { department <- [department] }\n`],
    ['in a writeback', 'provision EntraID -> SuccessFactors\nmap { email <- [ma|il] match 1 }\n'],
    ['where nothing would change', `${P}map { surname <- [last|Name] }\n`],
  ])('are not offered %s', (_name, marked) => {
    expect(actions(marked).actions.filter(({ title }) => WHOLE.test(title))).toEqual([]);
  });
});
