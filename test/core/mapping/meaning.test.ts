import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bindMapping } from '../../../server/src/core/analysis/bind.ts';
import { formatMapping } from '../../../server/src/core/formatting/format-mapping.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import { mappingMeaning } from '../../../server/src/core/mapping/meaning.ts';

const meaning = (text: string) => mappingMeaning(bindMapping(parseMapping(text)));

const mapping = `provision SuccessFactors -> EntraID
param area = "EU"
source {
  status = $.employmentNav.results[0].jobInfoNav.results[0].emplStatusNav.externalCode
  unread = $.personIdExternal
}
scope {
  [company] EQUALS "1000" and [status] NOT EQUALS "T"
}
actions create, update
map {
  employeeId  <- [personIdExternal] match 1
  displayName <- Join(" ", [firstName], [lastName]) default "none"
  department  <- [department] flow nulls
}
limits {
  update <= 5
}
`;

describe('the meaning of a mapping', () => {
  const corpus = join(import.meta.dirname, '../../corpus/files');
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sfmap'));

  it.each(files)('is the same in the file %s when it is formatted', (name) => {
    const text = readFileSync(join(corpus, name), 'utf8');
    expect(meaning(formatMapping(text))).toBe(meaning(text));
  });

  it.each<[string, string, string]>([
    ['layout', 'Join(" ", [firstName], [lastName])', 'Join( " ",\n    [firstName],[lastName] )'],
    ['a comment', 'actions', '// what may be done\nactions'],
    ['the order of actions', 'create, update', 'update, create'],
    ['limits', 'update <= 5', 'update <= 50%'],
    ['a source that nothing reads', 'unread = $.personIdExternal', 'unread = $.personId'],
    ['a test', 'actions', 'test "nobody" {\n}\nactions'],
  ])('is not changed by %s', (_what, from, to) => {
    expect(meaning(mapping.replace(from, to))).toBe(meaning(mapping));
  });

  it.each<[string, string, string]>([
    ['an expression', 'Join(" ",', 'Join("-",'],
    ['a path that is read', 'emplStatusNav.externalCode', 'emplStatus'],
    ['an option', 'flow nulls', ''],
    ['a default', '"none"', '"nobody"'],
    ['a target', 'department  <-', 'companyName <-'],
    ['the matching precedence', 'match 1', 'match 2'],
    ['a value of the scope', '"1000"', '"2000"'],
    ['an operator of the scope', 'NOT EQUALS', 'EQUALS'],
    ['an action', 'create, update', 'create'],
    ['the scope as a whole', 'scope {\n  [company] EQUALS "1000" and [status] NOT EQUALS "T"\n}\n', ''],
  ])('is another one with another %s', (_what, from, to) => {
    expect(mapping).toContain(from);
    expect(meaning(mapping.replace(from, to))).not.toBe(meaning(mapping));
  });
});
