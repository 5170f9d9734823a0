import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AddressRange,
  mergedRanges,
  rangesWithout,
  rangeText,
  readNetwork,
} from '../../server/src/project/address-ranges/address-range.ts';

describe('a network', () => {
  it.each([
    ['20.190.128.0/18', '20.190.128.0-20.190.191.255'],
    ['13.64.151.161/32', '13.64.151.161-13.64.151.161'],
    ['0.0.0.0/0', '0.0.0.0-255.255.255.255'],
    ['2603:1006:2000::/48', '2603:1006:2000::-2603:1006:2000:ffff:ffff:ffff:ffff:ffff'],
    ['::1/128', '::1-::1'],
    ['2603:1000:0004:0000:0000:0000:0000:0000/126', '2603:1000:4::-2603:1000:4::3'],
  ])('%s is %s', (text, range) => {
    const network = readNetwork(text);
    if ('reason' in network) throw new Error(network.reason);
    expect(rangeText(network.range, network.family)).toBe(range);
  });

  it.each([
    ['10.0.0.1/24', 'names an address inside of a network, which is 10.0.0.0/24'],
    ['2603:1000::1/48', 'names an address inside of a network, which is 2603:1000::/48'],
    ...[
      '',
      '10.0.0.1',
      '10.0.0.0/33',
      '10.0.0.0/-1',
      '10.0.0.0/ 8',
      '10.0.0.0/8/8',
      '10.1/16',
      '010.0.0.0/8',
      '1.2.3.256/32',
      'fe80::%eth0/64',
      '::/129',
      'any',
      '10.0.0.0/0x8',
    ].map((text) => [text, 'is no network such as 20.190.128.0/18 or 2603:1006:2000::/48']),
  ])('%j is refused', (text, reason) => {
    expect(readNetwork(text)).toEqual({ reason });
  });
});

const range = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 12 }))
  .map(([first, more]): AddressRange => ({ first: BigInt(first), last: BigInt(first + more) }));
const ranges = fc.array(range, { maxLength: 12 });
const addresses = (some: readonly AddressRange[]) =>
  new Set(
    some.flatMap(({ first, last }) => Array.from({ length: Number(last - first) + 1 }, (_, at) => Number(first) + at)),
  );

describe('ranges', () => {
  it('merged are the same addresses, and no two of them touch', () => {
    fc.assert(
      fc.property(ranges, (some) => {
        const merged = mergedRanges(some);
        expect(addresses(merged)).toEqual(addresses(some));
        for (const [index, { first }] of merged.entries())
          expect(first > (merged[index - 1]?.last ?? -2n) + 1n).toBe(true);
      }),
    );
  });

  it('without others are the addresses that are left', () => {
    fc.assert(
      fc.property(ranges, ranges, (some, others) => {
        const left = rangesWithout(mergedRanges(some), mergedRanges(others));
        const gone = addresses(others);
        expect([...addresses(left)].sort()).toEqual([...addresses(some)].filter((one) => !gone.has(one)).sort());
        expect(mergedRanges(left)).toEqual(left);
      }),
    );
  });
});
