import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertConnection } from '../../server/src/project/insert-connection.ts';
import { parseProject } from '../../server/src/project/project.ts';

const CONNECTION = { production: false, successFactors: { host: 'api4preview.sapsf.com', company: 'contosoT1' } };
const OTHER = { successFactors: { host: 'api4.successfactors.com' } };

function added(text: string, name = 'test'): string {
  const { offset, length, newText } = insertConnection(text, name, CONNECTION, 'sfmap.json');
  return text.slice(0, offset) + newText + text.slice(offset + length);
}

describe('a connection is added to sfmap.json', () => {
  it.each<[string, string, string]>([
    ['an empty file', '', `${JSON.stringify({ connections: { test: CONNECTION } }, undefined, 2)}\n`],
    ['an empty object', '{}', `{"connections":{"test":${JSON.stringify(CONNECTION)}}}`],
    ['one line', '{"rules":{}}', `{"rules":{},"connections":{"test":${JSON.stringify(CONNECTION)}}}`],
    [
      'no connections yet',
      '{\n  "rules": {}\n}\n',
      `${JSON.stringify({ rules: {}, connections: { test: CONNECTION } }, undefined, 2).replace('{}', '{}')}\n`,
    ],
    [
      'connections that are empty, by tabs',
      '{\n\t"connections": { }\n}\n',
      `${JSON.stringify({ connections: { test: CONNECTION } }, undefined, '\t')}\n`,
    ],
    [
      'behind another one',
      `${JSON.stringify({ connections: { live: OTHER }, rules: {} }, undefined, 4)}\n`,
      `${JSON.stringify({ connections: { live: OTHER, test: CONNECTION }, rules: {} }, undefined, 4)}\n`,
    ],
    [
      'lines that end as in Windows',
      '{\r\n  "connections": {\r\n  }\r\n}\r\n',
      `${JSON.stringify({ connections: { test: CONNECTION } }, undefined, 2)}\n`.replaceAll('\n', '\r\n'),
    ],
  ])('%s', (_, text, expected) => {
    expect(added(text)).toBe(expected);
  });

  it('leaves what is written oddly as it is', () => {
    const text =
      '{ "rules" : {"SFM2104":"off"},\n   "connections":{"a \\"} {":\n{"successFactors":{"host":"api4.successfactors.com"}}   }  }';
    const result = added(text);
    expect(result.startsWith(text.slice(0, text.indexOf('}}   }') + 2))).toBe(true);
    expect(result.endsWith('   }  }')).toBe(true);
    expect(parseProject(result, 'sfmap.json').content.connections).toEqual({ 'a "} {': OTHER, test: CONNECTION });
  });

  it('says so where it cannot be', () => {
    const has = JSON.stringify({ connections: { test: OTHER } });
    expect(() => added(has)).toThrow('sfmap.json has a connection test already.');
    expect(() => added('{ // a comment\n}')).toThrow('sfmap.json is not JSON');
    expect(() => added('[]')).toThrow('must be an object');
    expect(() => added('', 'sandbox')).toThrow('the name of the built-in sandbox');
    expect(() => insertConnection('', 'test', { password: 'x' }, 'sfmap.json')).toThrow(/test/);
    expect(() => added('{"connections":{},"connections":{}}')).not.toThrow();
  });

  it('keeps everything that was there, whatever the names are and however it is indented', () => {
    const names = fc.uniqueArray(
      fc.string({ minLength: 1 }).filter((name) => name !== 'sandbox' && name !== '__proto__'),
    );
    fc.assert(
      fc.property(names, fc.constantFrom(0, 1, 2, '\t'), fc.string({ minLength: 1 }), (before, indent, name) => {
        fc.pre(!before.includes(name) && name !== 'sandbox' && name !== '__proto__');
        const connections = Object.fromEntries(before.map((one) => [one, OTHER]));
        const result = added(JSON.stringify({ connections }, undefined, indent), name);
        expect(parseProject(result, 'x').content.connections).toEqual({ ...connections, [name]: CONNECTION });
      }),
    );
  });
});
