import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionSignatures } from '../../server/src/core/catalog/functions.ts';
import { signatureHelp } from '../../server/src/features/signature-help.ts';
import { analysisFor } from '../support/example-people.ts';
import { markedText } from '../support/marked-text.ts';
import { mutatedFile } from '../support/mutated-files.ts';

const map = (line: string) => `provision SuccessFactors -> EntraID\nmap {\n  ${line}\n  surname <- [lastName]\n}\n`;

function helpAt(marked: string) {
  const { text, cursor } = markedText(map(marked));
  return signatureHelp(analysisFor(text), cursor);
}

/** The name of the function and of the parameter at the cursor. */
function activeAt(marked: string): string | undefined {
  const help = helpAt(marked);
  const signature = help?.signatures[help.active];
  if (signature === undefined) return undefined;
  const name = signature.text.slice(0, signature.text.indexOf('('));
  const parameter = signature.parameters[signature.active ?? -1];
  return `${name} ${parameter === undefined ? '-' : signature.text.slice(parameter.start, parameter.end)}`;
}

describe('the parameter at the cursor', () => {
  it.each([
    ['a <- Join(|', 'Join separator'],
    ['a <- Join(|)', 'Join separator'],
    ['a <- Join(" ", |)', 'Join source'],
    ['a <- Join(" ", [x], [y], [z|])', 'Join source'],
    ['a <- Join(", (", |', 'Join source'],
    ['a <- Join(", |(", [x])', 'Join separator'],
    ['a <- IIF([x] = |"1", "a", "b")', 'IIF condition'],
    ['a <- IIF([x] <> "1", |, "b")', 'IIF valueIfTrue'],
    ['a <- IIF(, , |)', 'IIF valueIfFalse'],
    ['a <- IIF([x] = "1", IIF([y] = "2", "a", Mid([z], |', 'Mid start'],
    ['a <- IIF([x] = "1", IIF([y] = "2", "a", Mid([z], 1, 2)|', 'IIF valueIfFalse'],
    ['a <- IIF([x] = "1", IIF([y] = "2", "a", Mid([z], 1, 2)), |', 'IIF valueIfFalse'],
    ['a <- Switch([x], "d", |', 'Switch key'],
    ['a <- Switch([x], "d", "k", |', 'Switch value'],
    ['a <- Switch([x], "d", "k", "v", |', 'Switch key'],
    ['a <- Switch([x], |, "k", "v")', 'Switch [defaultValue]'],
    ['a <- ToUpper([x], "tr", |)', 'ToUpper -'],
    ['a <- ToUpper([two, wo|rds])', 'ToUpper source'],
    ['a <- ToUpper(\n    [x],\n    |', 'ToUpper [culture]'],
    ['a <- Unknown(Join("", [x|', 'Join source'],
    ['a <- Join("", Unknown([x|', 'Join source'],
    ['a <- Now(|)', 'Now -'],
    ['a <- ToUpper("{{p|', 'ToUpper source'],
  ])('%s', (marked, active) => {
    expect(activeAt(marked)).toBe(active);
  });

  it.each([
    'a <- |',
    'a <- [x] |',
    'a <- Join(" ", [x]) |',
    'a <- Unknown(|',
    'a| <- Join("", [x])',
    'a <- [x] default "|"',
  ])('none at %s', (marked) => {
    expect(helpAt(marked)).toBeUndefined();
  });

  it('none outside of mappings and in comments', () => {
    for (const marked of ['// Join(|', 'scope {\n  "a": [b] EQUALS Join(|\n}', 'param x = Join(|', '|']) {
      const { text, cursor } = markedText(marked);
      expect(signatureHelp(analysisFor(text), cursor)).toBeUndefined();
    }
    expect(helpAt('a <- Join(" ", /* [x|] */ [y])')).toBeUndefined();
  });
});

describe('the forms of a function', () => {
  const form = (marked: string) => {
    const help = helpAt(marked);
    return help?.signatures[help.active]?.text;
  };
  const short = 'FormatDateTime(source, inputFormat, outputFormat) → String';
  const long = 'FormatDateTime(source, dateTimeStyles, inputFormat, outputFormat) → String';

  it('FormatDateTime: by the number of its arguments, those behind the cursor included', () => {
    expect(helpAt('a <- FormatDateTime(|')?.signatures.map(({ text }) => text)).toEqual([short, long]);
    expect(form('a <- FormatDateTime([x], |, "b")')).toBe(short);
    expect(form('a <- FormatDateTime([x], |, "a", "b")')).toBe(long);
    expect(activeAt('a <- FormatDateTime([x], |, "b")')).toBe('FormatDateTime inputFormat');
    expect(activeAt('a <- FormatDateTime([x], |, "a", "b")')).toBe('FormatDateTime dateTimeStyles');
    expect(activeAt('a <- FormatDateTime([x], "", "a", "b", |)')).toBe('FormatDateTime -');
  });

  it.each([...functionSignatures.keys()])('%s: each parameter is told of', (name) => {
    const help = helpAt(`a <- ${name}(|)`);
    for (const { text, parameters, documentation } of help?.signatures ?? []) {
      expect(text.startsWith(`${name}(`)).toBe(true);
      expect(documentation).not.toBe('');
      for (const parameter of parameters) {
        expect(text.slice(parameter.start, parameter.end)).toMatch(/^\[?\w+\]?$/);
        expect(parameter.documentation).not.toBe('');
      }
    }
    expect(help?.signatures.length).toBeGreaterThan(0);
  });
});

it('whatever is written, an answer comes, and its parameter is one of the signature', () => {
  fc.assert(
    fc.property(mutatedFile, fc.nat(), ({ text }, place) => {
      const help = signatureHelp(analysisFor(text), place % (text.length + 1));
      if (help === undefined) return;
      const signature = help.signatures[help.active];
      expect(signature).toBeDefined();
      if (signature?.active !== undefined) expect(signature.parameters[signature.active]).toBeDefined();
    }),
    { numRuns: 300 },
  );
});
