import { describe, expect, it } from 'vitest';
import { bindMapping } from '../../../server/src/core/analysis/bind.ts';
import { readBaseline } from '../../../server/src/core/baseline/read-baseline.ts';
import { SfmapError } from '../../../server/src/core/errors.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import { check, evaluateMapping } from '../../../server/src/library/library.ts';
import { inboundSchema, writebackSchema } from './schema.ts';

describe('a baseline', () => {
  it('is an object mapping with the attribute lists of its sides', () => {
    const { name, sources, targets, mappings } = readBaseline(inboundSchema, 'inbound');
    expect(name).toBe('Synchronize SuccessFactors workers to Microsoft Entra ID');
    expect([...sources.keys()]).toEqual(['personIdExternal', 'contosoBadge', 'startDate', 'department']);
    expect(sources.get('startDate')).toEqual({
      name: 'startDate',
      type: 'DateTime',
      multivalued: false,
      path: '$.employmentNav.results[0].startDate',
    });
    expect(targets.get('extension_badges')).toEqual({ name: 'extension_badges', type: 'String', multivalued: true });
    expect([...mappings.values()].map(({ target, text, defaultValue }) => [target, text, defaultValue])).toEqual([
      ['employeeId', '[personIdExternal]', undefined],
      ['department', 'Coalesce([department], "{{none}}")', undefined],
      ['displayName', '[contosoBadge]', 'no {{badge}}'],
      ['mailNickname', 'Broken([department]', undefined],
      ['usageLocation', '"D\\"E"', undefined],
      ['city', undefined, undefined],
    ]);
  });

  it('may give a source by name and type alone', () => {
    const { mappings } = readBaseline(writebackSchema, 'writeback');
    expect([...mappings.values()].map(({ text }) => text)).toEqual(['[employeeId]', '[mail]', '"9120"']);
  });
});

const RULE = 'synchronizationRules.0';
const MAPPING = `${RULE}.objectMappings.0`;

/** The schema with another value in one place; undefined takes the place out. */
function changed(place: string, value: unknown, schema: unknown = inboundSchema): unknown {
  const [step = '', ...rest] = place.split('.');
  const copy = structuredClone(schema) as Record<string, unknown>;
  if (rest.length > 0) copy[step] = changed(rest.join('.'), value, copy[step]);
  else if (value === undefined) delete copy[step];
  else copy[step] = value;
  return copy;
}

describe('what is no baseline is named with its place', () => {
  it.each<[string, unknown, RegExp]>([
    ['null', null, /^The baseline is not valid: it is no object\./],
    ['a list', [], /it is no object/],
    ['a text', '{}', /it is no object/],
    ['empty', {}, /^The baseline holds no object mapping\./],
    ['rules that are no list', { synchronizationRules: {} }, /synchronizationRules is no list/],
    ['a nameless directory', changed('directories.0.name', undefined), /directories\[0\] has no name/],
    [
      'a target that is a number',
      changed(`${MAPPING}.attributeMappings.2.targetAttributeName`, 7),
      /synchronizationRules\[0\]\.objectMappings\[0\]\.attributeMappings\[2\]\.targetAttributeName is no text/,
    ],
    [
      'a list of attributes that holds null',
      changed('directories.0.objects.0.attributes.1', null),
      /directories\[0\]\.objects\[0\]\.attributes\[1\] is no object/,
    ],
    [
      'a function without its expression',
      changed(`${MAPPING}.attributeMappings.1.source`, { name: 'Join', type: 'Function' }),
      /attributeMappings\[1\]\.source has no expression/,
    ],
    [
      'an object that no directory lists',
      changed(`${MAPPING}.sourceObjectName`, 'Nobody'),
      /maps SuccessFactors\.Nobody, and its directories do not list that object/,
    ],
    ['of the other direction', writebackSchema, /reads from SuccessFactors: none has personIdExternal/],
    [
      'twice',
      changed('synchronizationRules.1', inboundSchema.synchronizationRules[0]),
      /several object mappings that fit: Synchronize .* and Synchronize /,
    ],
  ])('%s', (_name, json, message) => {
    let error: unknown;
    try {
      readBaseline(json, 'inbound');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(SfmapError);
    expect(error).toMatchObject({ code: 'SFM-BASELINE', exit: 2, message: expect.stringMatching(message) });
    expect((error as SfmapError).cure).not.toBe('');
  });

  it('a mapping that is switched off does not count beside one that is on', () => {
    const off = changed(`${MAPPING}.enabled`, false, changed(`${MAPPING}.name`, 'off')) as typeof inboundSchema;
    const two = changed('synchronizationRules.1', inboundSchema.synchronizationRules[0], off);
    expect(readBaseline(two, 'inbound').name).toMatch(/^Synchronize/);
  });
});

const TEXT = `provision SuccessFactors -> EntraID
param none = "changed"
param badge = "changed"
source {
  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]
}
map {
  employeeId    <- baseline match 1
  department    <- baseline
  displayName   <- baseline
  mailNickname  <- baseline
  usageLocation <- baseline
  city          <- baseline default "here"
  country       <- baseline
  state         <- [contosoBadge]
}
`;
const person = {
  personIdExternal: '7',
  employmentNav: { results: [{ customString7: 'first' }, { customString7: null }] },
};

describe('a mapping over a baseline', () => {
  it('takes over what the baseline maps, its braces and defaults as they are', () => {
    const { targets, attributes } = evaluateMapping(TEXT, person, { baseline: inboundSchema });
    expect(targets).toEqual({
      employeeId: { state: 'value', value: '7' },
      department: { state: 'value', value: '{{none}}' },
      displayName: { state: 'value', value: 'no {{badge}}' },
      mailNickname: {
        state: 'error',
        error: expect.stringMatching(/^The expression that the baseline maps to mailNickname cannot be read: /),
      },
      usageLocation: { state: 'value', value: 'D"E' },
      city: { state: 'value', value: 'here' },
      country: { state: 'error', error: expect.stringContaining('The baseline maps nothing to country.') },
      state: { state: 'null' },
    });
    expect(Object.keys(attributes).sort()).toEqual(['contosoBadge', 'department', 'personIdExternal', 'startDate']);
  });

  it('reads the attributes of its list, rewritten by replace lines, and no others', () => {
    const { sources } = bindMapping(parseMapping(TEXT), undefined, readBaseline(inboundSchema, 'inbound'));
    expect([...sources].map(([name, { path, origin }]) => [name, path, origin])).toEqual([
      ['personIdExternal', '$.personIdExternal', 'imported'],
      ['contosoBadge', '$.employmentNav.results[-1:].customString7', 'replaced'],
      ['startDate', '$.employmentNav.results[0].startDate', 'imported'],
      ['department', '$.employmentNav.results[-1:].jobInfoNav.results[0].departmentNav.name_localized', 'replaced'],
    ]);
    const text =
      'provision SuccessFactors -> EntraID\nmap {\n  department <- [jobTitle]\n  city <- [contosoBadge]\n}\n';
    const unknown = (found: ReturnType<typeof check>) =>
      found.filter(({ code }) => code === 'SFM2002').map(({ message }) => message);
    expect(unknown(check(text, { baseline: inboundSchema }))).toEqual([expect.stringContaining('jobTitle')]);
    expect(unknown(check(text))).toEqual([expect.stringContaining('contosoBadge')]);
  });

  it('is told where the baseline is missing, cannot be read or maps nothing', () => {
    const missing = (found: ReturnType<typeof check>) =>
      found
        .filter(({ code }) => code === 'SFM1106')
        .map(({ start, end, message }) => [TEXT.slice(start, end), message]);
    expect(missing(check(TEXT, { baseline: inboundSchema })).map(([, message]) => message)).toEqual([
      expect.stringContaining('maps to mailNickname cannot be read'),
      expect.stringContaining('maps nothing to country'),
    ]);
    const without = missing(check(TEXT));
    expect(without).toHaveLength(7);
    expect(without[0]).toEqual([
      'baseline',
      expect.stringMatching(/there is no baseline\. Import the schema \(sfmap import\)/),
    ]);
    expect(evaluateMapping(TEXT, person).targets['department']).toEqual({
      state: 'error',
      error: expect.stringContaining('sfmap import'),
    });
  });

  it('of a writeback has its targets and their paths', () => {
    const text =
      'provision EntraID -> SuccessFactors\nmap {\n  personIdExternal <- baseline match 1\n  email <- baseline\n  emailType <- baseline\n  emailIsPrimary <- "true"\n  custom01 <- "x"\n}\n';
    const { targets, model } = {
      ...evaluateMapping(text, { employeeId: '7', mail: 'm@contoso.example' }, { baseline: writebackSchema }),
      model: bindMapping(parseMapping(text), undefined, readBaseline(writebackSchema, 'writeback')),
    };
    expect(targets['email']).toEqual({ state: 'value', value: 'm@contoso.example' });
    expect(targets['emailType']).toEqual({ state: 'value', value: '9120' });
    expect(model.targets.get('email')?.path).toBe("$.emailNav.results[?(@.emailType == '9120')].emailAddress");
    const found = check(text, { baseline: writebackSchema }).filter(({ severity }) => severity === 'error');
    expect(found.map(({ code, message }) => [code, message])).toEqual([
      ['SFM2005', expect.stringContaining('custom01')],
    ]);
  });
});
