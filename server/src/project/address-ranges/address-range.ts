import ipaddr from 'ipaddr.js';

/** Addresses from the first to the last one, both included, as the numbers that they stand for. */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

export type Family = 'ipv4' | 'ipv6';

/** Why a text is no network, as the end of a sentence. */
export interface BadNetwork {
  readonly reason: string;
}

const BITS = { ipv4: 32, ipv6: 128 } as const;

/**
 * A network in CIDR notation, `20.190.128.0/18`, as a range. An address inside of a network (`10.0.0.1/24`) is refused:
 * to take it for the network would let in more than is written.
 */
export function readNetwork(text: string): { readonly family: Family; readonly range: AddressRange } | BadNetwork {
  const slash = text.indexOf('/');
  const address = text.slice(0, slash);
  // The library also takes the short and octal forms of old programs; nobody means them here.
  const plain = ipaddr.IPv4.isValidFourPartDecimal(address) || (ipaddr.IPv6.isValid(address) && !address.includes('%'));
  if (slash < 0 || !plain || !/^\d{1,3}$/.test(text.slice(slash + 1)) || !ipaddr.isValidCIDR(text))
    return { reason: 'is no network such as 20.190.128.0/18 or 2603:1006:2000::/48' };
  const [start, length] = ipaddr.parseCIDR(text);
  const family = start.kind();
  const first = numberOf(start.toByteArray());
  const size = 1n << BigInt(BITS[family] - length);
  if (first % size !== 0n) {
    const network = textOf(first - (first % size), family);
    return { reason: `names an address inside of a network, which is ${network}/${length}` };
  }
  return { family, range: { first, last: first + size - 1n } };
}

/** The same addresses in as few ranges as possible, in ascending order: overlaps and neighbours become one. */
export function mergedRanges(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const merged: { first: bigint; last: bigint }[] = [];
  for (const { first, last } of [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))) {
    const before = merged.at(-1);
    if (before === undefined || first > before.last + 1n) merged.push({ first, last });
    else if (last > before.last) before.last = last;
  }
  return merged;
}

/** The addresses of some ranges that are not in others. Both must be merged. */
export function rangesWithout(
  ranges: readonly AddressRange[],
  others: readonly AddressRange[],
): readonly AddressRange[] {
  const left: AddressRange[] = [];
  let at = 0;
  for (const { first, last } of ranges) {
    let from = first;
    while ((others[at]?.last ?? last) < from) at += 1;
    for (let next = at; from <= last; next += 1) {
      const other = others[next];
      if (other === undefined || other.first > last) {
        left.push({ first: from, last });
        break;
      }
      if (other.first > from) left.push({ first: from, last: other.first - 1n });
      if (other.last + 1n > from) from = other.last + 1n;
    }
  }
  return left;
}

/** `20.190.128.0-20.190.191.255`, as SuccessFactors takes a range; one address too. */
export function rangeText({ first, last }: AddressRange, family: Family): string {
  return `${textOf(first, family)}-${textOf(last, family)}`;
}

function numberOf(bytes: readonly number[]): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function textOf(number: bigint, family: Family): string {
  const bytes = Array.from({ length: BITS[family] / 8 }, (_, index) =>
    Number((number >> BigInt(BITS[family] - 8 * (index + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
