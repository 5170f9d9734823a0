import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SfmapError } from '../../server/src/core/errors.ts';
import { successFactorsAddress, tokenAddress } from '../../server/src/project/hosts.ts';

const sap = /^[a-z0-9.-]+\.(successfactors\.com|successfactors\.eu|sapsf\.com|sapsf\.eu|sapsf\.cn|hr\.cloud\.sap)$/;
const identity = /^[a-z0-9.-]+\.(accounts(400)?\.(ondemand\.com|cloud\.sap)|accounts\.sapcloud\.cn)$/;

/** Pieces that addresses are made of, and what people try with them. */
const piece = fc.constantFrom(
  ...['https://', 'http://', 'HTTPS://', '//', '/', '\\', '@', ':', ':443', ':8443', '#', '?', '%2e', '%40', '\t', ' '],
  ...['api4.successfactors.com', 'successfactors.com', '.sapsf.eu', 'api-in10.hr.cloud.sap', 'evil.example', '.', '..'],
  ...['contoso.accounts.ondemand.com', '.accounts.cloud.sap', '/oauth2/token', '/odata/v2/', 'sfapi', 'ａｐｉ４'],
  ...['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433', '127.0.0.1.evil.example', 'é'],
);
const text = fc.oneof(
  fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const cases: readonly (readonly [string, (text: string) => string, RegExp])[] = [
  ['successFactorsAddress', (text) => successFactorsAddress(text, 'host').origin, sap],
  ['tokenAddress', (text) => tokenAddress(text, 'tokenUrl').url, identity],
];

test.each(cases)('%s lets nothing through but SAP over https, and this machine', (_, address, allowed) => {
  fc.assert(
    fc.property(text, (text) => {
      let found: string;
      try {
        found = address(text);
      } catch (error) {
        expect(error).toBeInstanceOf(SfmapError);
        return;
      }
      const url = new URL(found);
      expect(url.username + url.password + url.search + url.hash).toBe('');
      if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) return;
      expect(`${url.protocol}//${url.host}`).toMatch(/^https:\/\/[^:]+$/);
      expect(url.hostname).toMatch(allowed);
    }),
    { numRuns: 5000 },
  );
});
