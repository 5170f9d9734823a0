import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SfmapError } from '../../server/src/core/errors.ts';
import { check, evaluateMapping } from '../../server/src/library/library.ts';
import { inboundSchema } from '../core/baseline/schema.ts';

const TEXT = `provision SuccessFactors -> EntraID
param code
actions update
source { phone = $.phoneNav.results[?(@.phoneType == '{{code}}')].phoneNumber }
map {
  employeeId      <- [personIdExternal] match 1
  telephoneNumber <- [phone]
  mailNickname    <- SelectUniqueValue("a", "b") on create
  city            <- [nobody]
}
`;
const person = { personIdExternal: '1', phoneNav: { results: [{ phoneType: '7', phoneNumber: '555' }] } };
const codes = (options?: Parameters<typeof check>[1]) => check(TEXT, options).map(({ code }) => code);

describe('check with options', () => {
  it('sets levels; mistakes of the text keep theirs; a code of another version changes nothing', () => {
    expect(codes()).toContain('SFM2002');
    expect(codes({ rules: { SFM2002: 'off' } })).not.toContain('SFM2002');
    const [found] = check(TEXT, { rules: { SFM2002: 'information', SFM2999: 'error' } }).filter(
      ({ code }) => code === 'SFM2002',
    );
    expect(found?.severity).toBe('information');
    expect(check('map {', { rules: { SFM1002: 'off' } }).map(({ code }) => code)).toContain('SFM1002');
  });

  it('names the text in each diagnostic, where it is named', () => {
    expect(new Set(check(TEXT, { uri: 'a b.sfmap' }).map(({ uri }) => uri))).toEqual(new Set(['a b.sfmap']));
    expect(check(TEXT).every((found) => !('uri' in found))).toBe(true);
  });

  it.each<[string, unknown, string, RegExp]>([
    ['rules that are a list', { rules: [] }, 'SFM-INPUT', /The option rules is no object/],
    [
      'a level that there is not',
      { rules: { SFM2002: 'loud' } },
      'SFM-INPUT',
      /The level of SFM2002 in rules is unknown/,
    ],
    ['a name that is no code', { rules: { '2002': 'off' } }, 'SFM-INPUT', /2002 in rules is no code/],
    ['a parameter that is a number', { parameters: { code: 7 } }, 'SFM-INPUT', /The parameter code is no text/],
    ['parameters that are a text', { parameters: 'code=7' }, 'SFM-INPUT', /The option parameters is no object/],
    ['a baseline that is a text', { baseline: '{}' }, 'SFM-BASELINE', /it is no object/],
  ])('refuses %s', (_name, options, code, message) => {
    for (const call of [
      () => check(TEXT, options as never),
      () => evaluateMapping(TEXT, {}, { existing: 3, ...(options as object) } as never),
    ]) {
      let thrown: unknown;
      try {
        call();
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(SfmapError);
      if (call.toString().startsWith('() => check'))
        expect(thrown).toMatchObject({ code, message: expect.stringMatching(message) });
    }
  });
});

describe('evaluateMapping with options', () => {
  it('knows parameters, time, what is taken and what the target holds', () => {
    const options = { parameters: { code: '7' }, isTaken: (value: string) => value === 'a' };
    const { targets } = evaluateMapping(TEXT, person, options);
    expect(targets).toMatchObject({ telephoneNumber: { value: '555' }, mailNickname: { value: 'b' } });
    expect(evaluateMapping(TEXT, person, { ...options, existing: {} }).targets['mailNickname']).toEqual({
      state: 'null',
    });
    const date =
      'provision SuccessFactors -> EntraID\nmap { x <- FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy") }';
    expect(evaluateMapping(date, {}, { now: '2031-05-01' }).targets['x']).toEqual({ state: 'value', value: '2031' });
    expect(evaluateMapping(date, {}).targets['x']?.state).toBe('error');
  });

  it('refuses options of the wrong type', () => {
    expect(() => evaluateMapping(TEXT, person, { now: 'soon' })).toThrow(/now is no point in time/);
    expect(() => evaluateMapping(TEXT, person, { existing: [] })).toThrow(
      /existing does not say what the target holds/,
    );
    expect(() => evaluateMapping(TEXT, person, { isTaken: 'a' as never })).toThrow(/isTaken is not a function/);
  });

  it('answers every text, payload and baseline with a value or an error of its own', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.jsonValue(),
        fc.oneof(fc.jsonValue(), fc.constant(inboundSchema)),
        (noise, json, baseline) => {
          const text = `provision SuccessFactors -> EntraID\nmap {\n  a <- baseline\n  b <- ${noise}\n}`;
          try {
            check(text, { payload: json as never, baseline });
            evaluateMapping(text, json as never, { baseline });
          } catch (error) {
            if (!(error instanceof SfmapError)) throw error;
            expect(error.code).toBe('SFM-BASELINE');
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
