import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/refactoring/apply-edits.ts';
import { type CodeActionKind, codeActions, lateEdits } from '../../server/src/features/code-actions.ts';
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
      .actions.filter(({ kind, edits }) => kind === 'fix' && edits.length > 0)
      .map(({ title }) => title);
    expect(titles).toEqual(['Write Join', 'Ignore SFM2001 here, with a reason']);
  });

  it('touch a cursor at either end of the mistake', () => {
    for (const marked of ['|Jion', 'Jion|']) {
      expect(actions(`${P}map {\n  city <- ${marked}(" ", [firstName])\n}\n`).actions[0]?.title).toBe('Write Join');
    }
    expect(actions(`${P}map {\n  ci|ty <- Jion(" ", [firstName])\n}\n`).actions[0]?.title).not.toBe('Write Join');
  });
});

describe('all findings of a kind', () => {
  const TWO = `${P}map {\n  city <- Ji|on(" ", [firstName])\n  state <- ToLowr([firstName])\n  surname <- [lastNam]\n}\n`;

  it('are fixed at once where there are several, when the action is taken', () => {
    const { text, actions: found } = actions(TWO);
    const all = found.find(({ late }) => late?.make === 'fix-all');
    expect(all).toMatchObject({
      title: 'Fix all of this kind in the file: SFM2001, 2 places',
      kind: 'fix',
      edits: [],
      preferred: false,
      diagnostic: { code: 'SFM2001' },
    });
    const edits = lateEdits(analysisFor(text), all?.late ?? { make: 'test' });
    expect(edits).toHaveLength(1);
    expect(applyEdits(text, edits)).toBe(text.replace('Jion', 'Join').replace('ToLowr', 'ToLower'));
    const one = actions(TWO.replace('ToLowr', 'ToLower')).actions.map(({ title }) => title);
    expect(one.filter((title) => title.startsWith('Fix all'))).toEqual([]);
  });

  it('and every preferred fix of the file, wherever the cursor stands', () => {
    const { text, actions: found } = actions(TWO.replace('Ji|on', 'Jion').replace('map', 'm|ap'));
    const [all] = found.filter(({ kind }) => kind === 'fix-all');
    expect(all?.title).toBe('Make every preferred fix in the file');
    const after = applyEdits(text, lateEdits(analysisFor(text), all?.late ?? { make: 'test' }));
    expect(after).toBe(text.replace('Jion', 'Join').replace('ToLowr', 'ToLower').replace('lastNam', 'lastName'));
    expect(actions(`${P}m|ap {\n  city <- [city]\n}\n`).actions.filter(({ kind }) => kind === 'fix-all')).toEqual([]);
  });

  it('are counted as they will be: two that would become the same are one, and one is not all', () => {
    const wide = (marked: string) =>
      actions(marked).actions.flatMap(({ title }) => (title.startsWith('Fix all') ? [title] : []));
    const lines = (...all: string[]) => `${P}map {\n${all.map((line) => `  ${line}\n`).join('')}}\n`;
    const same = ['depart|mnt <- [jobTitle]', 'departmet <- [lastName]'];
    expect(wide(lines(...same))).toEqual([]);
    expect(wide(lines(...same, 'surnam <- [lastName]'))).toEqual([
      'Fix all of this kind in the file: SFM2005, 2 places',
    ]);
    const many = Array.from({ length: 400 }, (_, index) => `badge${index} <- Jion("a", "b")`);
    expect(wide(lines('city <- Ji|on("a", "b")', ...many))).toEqual(['Fix all of this kind in the file: SFM2001']);
  });

  it('leave what has been mended meanwhile', () => {
    expect(lateEdits(analysisFor(`${P}map {\n  city <- [city]\n}\n`), { make: 'fix-all', code: 'SFM2001' })).toEqual(
      [],
    );
  });
});

describe('kinds', () => {
  const FILE = `${P}param a = "x"\nsample rehire = "x.json"\nmap {\n  city <- IIF([city] = "|y", "{{a}}", Jion("z"))\n}\n`;

  it('are told apart, and only those that are wanted are made', () => {
    const { text, cursor } = markedText(FILE);
    const analysis = analysisFor(text, 'rehire', { label: 'Rita (sample rehire)' });
    const all = codeActions(analysis, { start: cursor, end: cursor });
    const kinds = ['extract', 'inline', 'rewrite', 'fix', 'fix-all'] as const satisfies readonly CodeActionKind[];
    for (const kind of kinds) {
      const some = codeActions(analysis, { start: cursor, end: cursor }, (one) => one === kind);
      expect(some).toEqual(all.filter((one) => one.kind === kind));
    }
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['extract', 'rewrite', 'fix-all']));
  });

  it.each<[string, string, CodeActionKind, string]>([
    ['a text', 'city <- "Ber|lin"', 'extract', 'Extract parameter city = "Berlin"'],
    ['a parameter', 'city <- "{{|a}}"', 'inline', 'Inline parameter a = "x" at its only place and remove it'],
    ['a choice', 'city <- I|IF([state] = "a", "b", "c")', 'rewrite', 'Write this IIF as a Switch'],
    ['a call that is unknown', 'city <- Ji|on("a")', 'fix', 'Write Join'],
  ])('on %s', (_, line, kind, title) => {
    const { actions: found } = actions(`${P}param a = "x"\nmap {\n  ${line}\n}\n`);
    expect(found.filter((one) => one.kind === kind).map((one) => one.title)).toContain(title);
  });

  it('of a test stand on the sample, on the mappings and on tests', () => {
    const file = `${P}sample rehire = "x.json"\nmap {\n  surname <- [lastName]\n}\n`;
    const offered = (marked: string, label = 'Rita (sample rehire)') => {
      const { text, cursor } = markedText(marked);
      const analysis = analysisFor(text, 'rehire', { label });
      return codeActions(analysis, { start: cursor, end: cursor }).filter(({ late }) => late?.make === 'test');
    };
    for (const word of ['sample', 'map']) {
      const [found] = offered(file.replace(word, `${word}|`));
      expect(found?.title).toBe('Add a test that expects what rehire gets now');
    }
    expect(offered(file.replace('surname', 'sur|name'))).toEqual([]);
    expect(offered(file.replace('map', 'm|ap'), 'Rita Okafor')).toEqual([]);
  });
});

describe('answers to HR situations', () => {
  const ON_PATH = `${P}map {\n  department <- [depart|ment]\n}\n`;
  const FIRST: Readonly<Record<string, string>> = {
    conversion:
      'Read the employment whose user is not null (worker conversion) · department: IT Services → Engineering',
    rehire: 'Read the latest employment (rehire) · department: Operations → Sales EMEA',
    'global-assignment': 'Read the standard assignment (global assignment)',
    'concurrent-jobs': 'Add secondJobDepartment (concurrent jobs)',
    plain: 'Read the employment whose user is not null (worker conversion)',
    'pre-hire': 'Read the employment whose user is not null (worker conversion)',
  };
  const bare = (title: string) => title.replace(/ · .*/, '');
  it.each(peopleNames)('%s: her own comes first, on the path and in the whole file, with what it changes', (person) => {
    const titles = actions(ON_PATH, person).actions.map(({ title }) => title);
    expect(titles[0]).toBe(FIRST[person]);
    expect(titles.map(bare).sort()).toEqual(
      actions(ON_PATH)
        .actions.map(({ title }) => title)
        .sort(),
    );
    const whole = titles.filter((title) => title.includes('in the whole file'));
    expect(whole).toHaveLength(4);
    const situation = /\([^()]*\)/.exec(FIRST[person] ?? '')?.[0] ?? '';
    if (person !== 'concurrent-jobs') expect(whole[0]).toContain(situation);
  });

  it('offer on a path every employment, and every flow of a second one', () => {
    expect(actions(ON_PATH).actions.map(({ title }) => title)).toEqual([
      'Read the employment whose user is not null (worker conversion)',
      'Read the latest employment (rehire)',
      'Read the active employment (status A, U or P)',
      'Read the standard assignment (global assignment)',
      'Add globalAssignmentDepartment and flow it when it is present (global assignment)',
      'Add secondJobDepartment (concurrent jobs)',
      'Add secondJobDepartment and flow it to extensionAttribute1 (concurrent jobs)',
      'Add secondJobDepartment and flow it when it is present (concurrent jobs)',
      'Add secondJobDepartment and flow both as one text (concurrent jobs)',
      'Read the employment whose user is not null in the whole file (worker conversion), 1 path; startDate and manager keep theirs',
      'Read the latest employment in the whole file (rehire), 1 path; startDate and manager keep theirs',
      'Read the active employment in the whole file (status A, U or P), 1 path; startDate and manager keep theirs',
      'Read the standard assignment in the whole file (global assignment), 1 path; startDate and manager keep theirs',
      'Wrap in IgnoreFlowIfNullOrEmpty: when it is empty, department keeps its value',
      'Give department a default for when it is null',
    ]);
  });

  it('offer the whole file in one style, and the other one on a replace line alone', () => {
    const whole = (marked: string) =>
      actions(marked).actions.flatMap(({ title }) => (title.includes('in the whole file') ? [title] : []));
    const entry = '  a = $.employmentNav.results[0].x\n';
    expect(whole(`prov|ision SuccessFactors -> EntraID\nsource {\n${entry}}\n`)).toHaveLength(4);
    expect(whole(`${P}s|ource {\n${entry}}\n`)).toHaveLength(4);
    const replace = '  replace $.employmentNav.results[0] -> $.employ|mentNav.results[?(@.userNav != null)]\n';
    expect(whole(`${P}source {\n${replace}${entry}}\nmap {\n  department <- [department]\n}\n`)).toContain(
      'Read the latest employment in the whole file (rehire), 2 paths written out; startDate and manager keep theirs',
    );
  });

  it('are not offered where a path leads nowhere, and are where its field is merely not in the sample', () => {
    const offered = (step: string, mapped = '[dep]') =>
      actions(
        `${P}source {\n  dep = $.employmentNav.results[0].${step}\n}\nmap {\n  department <- ${mapped}\n}\n`,
        'rehire',
      ).actions.filter(({ title }) => /^Read|^Add/.test(title)).length;
    expect(offered('jobInf|oNv.results[0].jobTitle')).toBe(0);
    expect(offered('jobInfoNv.results[0].jobTitle', '[de|p]')).toBe(0);
    expect(offered('jobInf|oNav.results[0].jobTitle')).toBeGreaterThan(8);
    expect(offered('jobInfoNv.results[0].jobTitle', '[depart|ment]')).toBeGreaterThan(8);
  });

  it('offer the field that an unknown name stands for, whatever the sample has', () => {
    const offered = (name: string) =>
      actions(`${P}map {\n  physicalDeliveryOfficeName <- [${name}|]\n}\n`, 'plain').actions.map(({ title }) =>
        bare(title),
      );
    expect(offered('empJobNavCustomString35')).toContain('Add empJobNavCustomString35: customString35 of EmpJob');
    expect(offered('empNavCustomString35')).toContain('Add empNavCustomString35: customString35 of EmpEmployment');
    expect(offered('custom35')).toContain('Add custom35 of User');
    expect(offered('okToRehire')).toContain('Add okToRehire of EmpEmployment');
    expect(offered('flsaStatus')).toContain('Add flsaStatus of EmpJob');
    expect(offered('customString35').filter((title) => title.startsWith('Add'))).toEqual([
      'Add customString35 of EmpJob',
      'Add customString35 of EmpEmployment',
      'Add customString35: custom35 of User',
    ]);
    expect(offered('nothingLikeIt').filter((title) => title.startsWith('Add'))).toEqual([]);
  });

  it('say what changes for the mappings that they touch, alone or beside many', () => {
    const many = Array.from({ length: 200 }, (_, index) => `  "other ${index}" <- [jobTitle]\n`).join('');
    const rehired = (marked: string) =>
      actions(marked, 'rehire').actions.find(({ title }) => title.startsWith('Read the latest employment (rehire)'));
    expect(rehired(`${P}map {\n${many}  department <- [depart|ment]\n}\n`)?.title).toBe(
      'Read the latest employment (rehire) · department: Operations → Sales EMEA',
    );
    expect(
      rehired(
        `${P}source {\n  a = $.employmentNav.results[0].us|erId\n}\nmap {\n  city <- ToLower([a])\n  state <- [a]\n}\n`,
      )?.title,
    ).toBe('Read the latest employment (rehire) · city: 100401 → 100401-1, state: 100401 → 100401-1');
    // What touches more than a hundred of them names no value.
    const whole = actions(`${P}map {\n${many}  department <- [depart|ment]\n}\n`, 'rehire').actions.filter(
      ({ title }) => title.startsWith('Read the latest employment in the whole file'),
    );
    expect(whole.map(({ title }) => title.includes(' · '))).toEqual([false]);
  });

  it('of a large file are offered at its head, and made out when they are taken', () => {
    const lines = Array.from({ length: 2_100 }, (_, index) => `  a${index} = $.employmentNav.results[0].b${index}\n`);
    const marked = `${P}source| {\n${lines.join('')}}\n`;
    const { text, actions: found } = actions(marked, 'rehire');
    const [first, ...more] = found.filter(({ title }) => title.includes('in the whole file'));
    expect(first).toMatchObject({
      title: 'Read the latest employment in the whole file (rehire)',
      edits: [],
      late: { make: 'answer', scenario: 'rehire' },
    });
    expect(more).toHaveLength(3);
    const after = applyEdits(text, lateEdits(analysisFor(text), first?.late ?? { make: 'test' }));
    expect(after.match(/results\[-1:\]\.b\d+$/gm)).toHaveLength(2_100);
    const inside = actions(marked.replace('|', '').replace('a7 =', 'a|7 =')).actions;
    expect(inside.filter(({ title }) => title.includes('in the whole file'))).toEqual([]);
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
    expect(actions(marked).actions.filter(({ title }) => WHOLE.test(title)).length).toBeGreaterThanOrEqual(4);
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

describe('writeback', () => {
  const W = 'provision EntraID -> SuccessFactors\n';
  const titles = (marked: string) => actions(marked).actions.map(({ title }) => title);

  it('offers the scenarios where phones and e-mail are mapped', () => {
    const found = titles(`${W}map {\n  personIdExternal <- [employeeId] match 1\n  em|ail <- [mail]\n}\n`);
    expect(found.filter((title) => title.includes('(writeback scenario'))).toHaveLength(6);
    expect(found).toContain('Map emailType as a parameter and emailIsPrimary: the e-mail is written whole');
    expect(
      titles(`${W}map {\n  cust|om01 <- [mail]\n}\n`).filter((title) => /scenario|written whole/.test(title)),
    ).toEqual([]);
    expect(titles('provision Entra|ID -> SuccessFactors\nmap { email <- [mail] }\n')).toHaveLength(6);
  });

  it('aligns the type code of a phone either way', () => {
    const found = titles(
      `${W}target {\n  cellPhoneNumber = $.phoneNav.results[?(@.phoneType == '17')].phoneNumber\n}\nmap {\n  cellPhone|Type <- "18"\n}\n`,
    );
    expect(found).toContain('Find the cell phone by type 18, as cellPhoneType says: 2 paths');
  });
});
