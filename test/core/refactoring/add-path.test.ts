import { describe, expect, it } from 'vitest';
import { formatMapping } from '../../../server/src/core/formatting/format-mapping.ts';
import type { JsonObject } from '../../../server/src/core/json.ts';
import { addPath, pathToPlace } from '../../../server/src/core/refactoring/add-path.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { analysisFor, examplePerson, inboundExample } from '../../support/example-people.ts';

const rita: JsonObject = { ...examplePerson('rehire'), 'two words': 'x', badge: { 'a.b': 7 } };
const job = ['employmentNav', 'results', 0, 'jobInfoNav', 'results', 0] as const;

function added(text: string, location: readonly (string | number)[]) {
  const { file, model } = analysisFor(text, rita);
  const result = addPath(file, model, rita, location);
  if ('problem' in result) return result.problem;
  return { name: result.name, text: applyEdits(text, result.edits), edits: result.edits.length };
}

describe('a value of the payload becomes a source attribute', () => {
  it.each([
    ['a field by its name', ['birthName'], 'birthName', 'birthName            = $.birthName'],
    [
      'a date with its type',
      ['employmentNav', 'results', 0, 'seniorityDate'],
      'seniorityDate',
      'seniorityDate : DateTime = $.employmentNav.results[0].seniorityDate',
    ],
    [
      'a flag with its type',
      ['phoneNav', 'results', 1, 'isPrimary'],
      'isPrimary',
      'isPrimary  : Boolean = $.phoneNav.results[1].isPrimary',
    ],
    [
      'what names a record after the record',
      ['employmentNav', 'results', 1, 'jobInfoNav', 'results', 0, 'eventReasonNav', 'name'],
      'eventReasonName',
      'eventReasonName',
    ],
    [
      'a code of a record',
      [...job, 'companyNav', 'status'],
      'companyStatus',
      'companyStatus        = $.employmentNav.results[0].jobInfoNav.results[0].companyNav.status',
    ],
    ['a name with a blank', ['two words'], 'two words', "$['two words']"],
    ['a whole number below a name with a dot', ['badge', 'a.b'], 'a.b', 'Integer'],
  ])('%s', (_, location, name, line) => {
    const result = added(inboundExample(), location);
    if (typeof result === 'string') throw new Error(result);
    expect(result.name).toBe(name);
    expect(result.text).toContain(line);
    expect(result.text).toContain(pathToPlace(location).replaceAll('"', '\\"'));
  });

  it('in the usual form of a file that has it, and nowhere else', () => {
    const before = inboundExample();
    expect(formatMapping(before)).toBe(before);
    const result = added(before, ['employmentNav', 'results', 0, 'seniorityDate']);
    if (typeof result === 'string') throw new Error(result);
    expect(formatMapping(result.text)).toBe(result.text);
    const odd = 'provision SuccessFactors   ->  EntraID\nmap {\n  a   <- [firstName]\n}\n';
    const other = added(odd, ['birthName']);
    if (typeof other === 'string') throw new Error(other);
    expect(other.text).toContain('provision SuccessFactors   ->  EntraID');
    expect(other.text).toContain('source {\n  birthName = $.birthName\n}');
  });

  it('not again where the mapping reads it, whatever it is called', () => {
    expect(added(inboundExample(), ['personalInfoNav', 'results', 0, 'lastName'])).toMatchObject({
      name: 'lastName',
      edits: 0,
    });
  });

  it.each([
    ['a record', ['phoneNav'], /record or a list/],
    ['what is not there', ['nobody'], /does not hold this value any more/],
  ])('says why not of %s', (_, location, why) => {
    expect(added(inboundExample(), location)).toMatch(why);
  });

  it('says of a writeback that it takes no paths', () => {
    expect(added('provision EntraID -> SuccessFactors\nmap { }\n', ['birthName'])).toMatch(/takes no paths/);
  });
});
