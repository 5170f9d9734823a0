import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mappingTemplates } from '../../../server/src/core/catalog/mapping-templates.ts';
import { formatMapping } from '../../../server/src/core/formatting/format-mapping.ts';
import { format } from '../../../server/src/library/library.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Cases as they are read: what is written, `=====`, what comes out; the name stands before it. */
const cases = readFileSync(join(import.meta.dirname, 'cases.txt'), 'utf8')
  .split(/^#### /m)
  .slice(1)
  .map((text) => {
    const [name = '', ...rest] = text.split('\n');
    const [before = '', after] = rest.join('\n').split('=====\n');
    return { name, before, after: (after ?? before).replace(/\n\n$/, '\n') };
  });

describe('formatting', () => {
  it.each(cases)('$name', ({ before, after }) => {
    const written = before.replace(/\n\n$/, '\n');
    expect(formatMapping(written)).toBe(after);
    expect(formatMapping(after)).toBe(after);
  });

  it.each(['inbound', 'writeback'])('leaves the whole file of the language as it is: %s', (name) => {
    const text = readFileSync(join(import.meta.dirname, '..', 'language', 'fixtures', `${name}.sfmap`), 'utf8');
    expect(format(text)).toBe(text);
  });

  it.each(Object.entries(mappingTemplates))('leaves a new mapping as init writes it: %s', (_, text) => {
    expect(format(text)).toBe(text);
  });

  it.each(globSync('examples/**/*.sfmap', { cwd: ROOT }))('leaves an example as it is: %s', (name) => {
    const text = readFileSync(join(ROOT, name), 'utf8');
    expect(format(text)).toBe(text);
  });

  it('is what docs/formatting.md shows', () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'formatting.md'), 'utf8');
    const [, example = ''] = /```sfmap\n([\s\S]*?)```/.exec(page) ?? [];
    expect(example).toContain('map {');
    expect(format(example)).toBe(example);
  });

  it('keeps a byte-order mark and the line ends', () => {
    expect(format('\ufeffmap{a<-[b]\r\nc<-[d]}')).toBe('\ufeffmap {\r\n  a <- [b]\r\n  c <- [d]\r\n}\r\n');
    expect(format('map{\ra<-[b]}')).toBe('map {\r  a <- [b]\r}\r');
    // One line with CRLF makes a file of CRLF.
    expect(format('param a\r\nparam b\nparam c')).toBe('param a\r\nparam b\r\nparam c\r\n');
  });

  it.each([
    ['', ''],
    [' \n\t\n ', ''],
    ['\ufeff', '\ufeff'],
    ['\ufeff\n\n', '\ufeff'],
    ['\n\n// alone  ', '// alone\n'],
    ['}', '}\n'],
    ['map {', 'map {\n'],
    ['map {}', 'map { }\n'],
    ['map{\n\n}', 'map {\n}\n'],
    ['x', 'x\n'],
  ])('a text of little: %j', (text, formatted) => {
    expect(format(text)).toBe(formatted);
  });

  it('wraps no expression beyond what Entra takes', () => {
    const pairs = Array.from({ length: 450 }, (_, i) => `"key ${i}", "v${i}"`).join(', ');
    const text = `map {\n  a <- Switch([b], "",   ${pairs})\n}\n`;
    expect(pairs.length).toBeGreaterThan(8_000);
    expect(format(text)).toBe(text);
    const short = `map {\n  a <- Switch([b], "",   ${pairs.slice(0, pairs.indexOf('"key 300"') - 2)})\n}\n`;
    expect(format(short).split('\n').length).toBeGreaterThan(300);
  });

  it('reads 3,000 lines once, however they stand', () => {
    const line = '  a1 <- IIF(IsPresent([b]), [b], "c") /* d */ // e';
    const text = `map {\n${`${line}\n`.repeat(3_000)}}\n`;
    expect(format(text)).toBe(text);
    expect(format(`map {${line.replace('// e', '').repeat(3_000)}}`).split('\n')).toHaveLength(3_003);
  });
});
