import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { examplePerson } from '../../support/example-people.ts';

const COUNT = 16;
const lines = (line: (i: number) => string) => Array.from({ length: COUNT }, (_, i) => line(i)).join('\n');
const sample = { label: 'somebody', payload: examplePerson('rehire') };

const paths = (path: (i: number) => string) => `provision SuccessFactors -> EntraID
source {
  id = $.personIdExternal
${lines((i) => `  a${i} = ${path(i)}`)}
}
map {
  employeeId <- [id] match 1
${lines((i) => `  extensionAttribute${i} <- [a${i}]`)}
}
`;
const HOSTILE = paths((i) => `$..*..*..*..*..*..*..x${i}`);

describe('a file whose evaluation takes too much work', () => {
  it('is given up: paths that search in searches', () => {
    const { targets } = new Analysis(HOSTILE, { sample }).evaluation ?? { targets: new Map() };
    const last = targets.get(`extensionAttribute${COUNT - 1}`);
    expect(last).toMatchObject({ state: 'error' });
    expect(last?.error).toMatch(/The evaluation was given up: .* Name the way instead of searching/);
    expect(targets.get('employeeId')).toMatchObject({ state: 'value' });
  });

  it('its check says so once, also after an edit, and again when it is put right', () => {
    const analysis = new Analysis(HOSTILE, { sample });
    const unfinished = (one: Analysis) => one.diagnostics.filter(({ code }) => code === 'SFM1014');
    expect(unfinished(analysis)).toHaveLength(1);
    expect(analysis.diagnostics.filter(({ message }) => message.includes('fails on the sample'))).toEqual([]);
    const edited = `${HOSTILE}// a comment\n`;
    expect(new Analysis(edited, { sample }, analysis).diagnostics).toEqual(
      new Analysis(edited, { sample }).diagnostics,
    );
    const mended = paths(() => '$.personIdExternal');
    expect(unfinished(new Analysis(mended, { sample }, analysis))).toEqual([]);
  });

  it('is given up: patterns that try too many ways', () => {
    const text = `provision SuccessFactors -> EntraID
map {
  employeeId <- [personIdExternal] match 1
${lines((i) => `  extensionAttribute${i} <- Replace("${'a'.repeat(40)}", , "(a*)*(a*)*b${i}", , "x", , )`)}
}
`;
    const analysis = new Analysis(text, { sample });
    expect(analysis.diagnostics.length).toBeGreaterThan(0);
    const { targets } = analysis.evaluation ?? { targets: new Map() };
    expect(targets.get('extensionAttribute0')?.error).toMatch(/tries too many ways/);
    expect(targets.get(`extensionAttribute${COUNT - 1}`)?.error).toMatch(/The evaluation was given up/);
    expect(targets.get('employeeId')).toMatchObject({ state: 'value' });
  });

  it('and a file with a thousand plain paths is not', () => {
    const many = `provision SuccessFactors -> EntraID
source {
${Array.from({ length: 1000 }, (_, i) => `  a${i} = $..results[?(@.assignmentClass == 'ST')]..x${i}`).join('\n')}
}
map {
${Array.from({ length: 1000 }, (_, i) => `  x${i} <- [a${i}]`).join('\n')}
}
`;
    const analysis = new Analysis(many, { sample });
    expect(analysis.diagnostics.filter(({ code }) => code === 'SFM1014')).toEqual([]);
    expect([...(analysis.evaluation?.targets.values() ?? [])].filter(({ state }) => state === 'error')).toEqual([]);
  });
});
