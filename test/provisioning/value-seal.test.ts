import { expect, test } from 'vitest';
import { SfmapError } from '../../server/src/core/errors.ts';
import { nameIndexOf, ValueSeal } from '../../server/src/provisioning/state/value-seal.ts';

const key = 'k'.repeat(32);
const salt = new Uint8Array(16).fill(7);
const value = { name: 'Rita Okafor', calls: [] };
const place = 'people 3';

test('what is sealed is opened at its place with its key, and reads as nothing', () => {
  const seal = new ValueSeal(key, salt);
  const sealed = seal.seal(value, place);
  expect(seal.open(sealed, place)).toEqual(value);
  expect(sealed.toString('latin1')).not.toContain('Rita');
  expect(seal.seal(value, place).equals(sealed)).toBe(false);
});

test.each<[string, (sealed: Buffer) => readonly [ValueSeal, Buffer, string]]>([
  ['another key', (sealed) => [new ValueSeal('l'.repeat(32), salt), sealed, place]],
  ['another run', (sealed) => [new ValueSeal(key, new Uint8Array(16)), sealed, place]],
  ['another place', (sealed) => [new ValueSeal(key, salt), sealed, 'people 4']],
  ['cut off', (sealed) => [new ValueSeal(key, salt), sealed.subarray(0, 20), place]],
  ['empty', () => [new ValueSeal(key, salt), Buffer.alloc(0), place]],
  [
    'one bit changed',
    (sealed) => {
      const changed = Buffer.from(sealed);
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
      return [new ValueSeal(key, salt), changed, place];
    },
  ],
])('is refused: %s', (_name, change) => {
  const [seal, sealed, where] = change(new ValueSeal(key, salt).seal(value, place));
  expect(() => seal.open(sealed, where)).toThrow(SfmapError);
});

test('a name is found whatever its case, with its key alone', () => {
  const index = nameIndexOf(key)('Rita.Okafor@contoso.example');
  expect(nameIndexOf(key)('rita.okafor@CONTOSO.example').equals(index)).toBe(true);
  expect(nameIndexOf('l'.repeat(32))('rita.okafor@contoso.example').equals(index)).toBe(false);
});
