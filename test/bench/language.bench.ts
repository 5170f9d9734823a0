import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import { bindMapping } from '../../server/src/core/analysis/bind.ts';
import { checkMapping } from '../../server/src/core/analysis/check.ts';
import { parseMapping } from '../../server/src/core/language/parse.ts';
import { ms, report, times } from './measure.ts';

/** A mapping file of about this many lines without a mistake: attributes, targets and mappings, a third each. */
function mappingOf(lines: number): string {
  const third = Math.floor((lines - 7) / 3);
  const path = '$.employmentNav.results[0].jobInfoNav.results[0].departmentNav.name_localized';
  const each = (line: (i: number) => string) => Array.from({ length: third }, (_, i) => line(i));
  return [
    'provision SuccessFactors -> EntraID',
    'source {',
    ...each((i) => `  a${i} = ${path}`),
    '}',
    'target {',
    ...each((i) => `  t${i} : String`),
    '}',
    'map {',
    ...each((i) => `  t${i} <- IIF(IsPresent([a${i}]), Join(" ", [firstName], [a${i}]), "x${i}")`),
    '}',
    '',
  ].join('\n');
}

const rows = [500, 1_000, 10_000].map((lines) => {
  const text = mappingOf(lines);
  const full = times(() => {
    const file = parseMapping(text);
    checkMapping(file, bindMapping(file));
  });
  let previous = new Analysis(text);
  let round = 0;
  const edit = times(() => {
    round++;
    previous = new Analysis(text.replace('"x5"', `"x5 ${round}"`), {}, previous);
    void previous.diagnostics;
  });
  return {
    name: `${lines.toLocaleString('en-US')} lines`,
    cells: {
      'parse and check, p50': ms(full.p50),
      p95: ms(full.p95),
      'after an edit of one declaration, p50': ms(edit.p50),
      'edit p95': ms(edit.p95),
    },
  };
});

report({ title: 'Parse and check', about: 'A whole file, and the same file after one declaration was edited.', rows });
