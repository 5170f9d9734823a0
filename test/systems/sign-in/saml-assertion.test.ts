import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { SignedXml } from 'xml-crypto';
import {
  type AssertionContent,
  signedAssertion,
} from '../../../server/src/systems/successfactors/sign-in/saml-assertion.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const content: AssertionContent = {
  clientId: 'M2Y4-key',
  user: 'sfapi',
  userIs: 'username',
  recipient: 'https://api4.successfactors.com/oauth/token',
  now: new Date('2026-11-21T10:20:30.456Z'),
  id: '0123456789abcdef0123456789abcdef',
};
const signed = (change: Partial<AssertionContent> = {}) => signedAssertion({ ...content, ...change }, privateKey);

/** The assertion as somebody else's library has verified it: what the signature covers, and nothing else. */
function verified(xml: string, key = pem): string {
  const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(xml)?.[0] ?? '';
  const checker = new SignedXml({ publicCert: key });
  checker.loadSignature(signature);
  if (!checker.checkSignature(xml)) throw new Error('not verified');
  const [reference] = checker.getSignedReferences();
  return reference ?? '';
}

const parse = (xml: string) =>
  new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
  }).parse(xml)['Assertion'];

describe('a signed assertion', () => {
  test('is verified by xml-crypto, whole', () => {
    const xml = signed();
    expect(verified(xml)).toContain('<saml2:Assertion');
    expect(xml).toContain('Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"');
    expect(xml).toContain('URI="#_0123456789abcdef0123456789abcdef"');
    expect(xml).not.toContain('\n');
  });

  test('says who signs in, where, for how long and for which client', () => {
    const said = parse(verified(signed()));
    expect(said).toMatchObject({
      '@ID': '_0123456789abcdef0123456789abcdef',
      '@IssueInstant': '2026-11-21T10:20:30Z',
      '@Version': '2.0',
      Issuer: 'www.successfactors.com',
      Subject: {
        NameID: { '#text': 'sfapi', '@Format': 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified' },
        SubjectConfirmation: {
          '@Method': 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
          SubjectConfirmationData: {
            '@NotOnOrAfter': '2026-11-21T10:30:30Z',
            '@Recipient': 'https://api4.successfactors.com/oauth/token',
          },
        },
      },
      Conditions: {
        '@NotBefore': '2026-11-21T10:10:30Z',
        '@NotOnOrAfter': '2026-11-21T10:30:30Z',
        AudienceRestriction: { Audience: 'www.successfactors.com' },
      },
    });
  });

  test.each([
    ['username', ['api_key=M2Y4-key', 'use_username=true']],
    ['email', ['api_key=M2Y4-key', 'use_email=true']],
    ['userId', ['api_key=M2Y4-key']],
  ] as const)('names the user by %s', (userIs, expected) => {
    const attributes = [parse(verified(signed({ userIs }))).AttributeStatement.Attribute].flat();
    expect(
      attributes.map((one: { '@Name': string; AttributeValue: { '#text': string } }) => {
        return `${one['@Name']}=${one.AttributeValue['#text']}`;
      }),
    ).toEqual(expected);
  });

  test('is refused once a character of it, or the key, is another', () => {
    const xml = signed();
    for (const changed of [
      xml.replace('>sfapi<', '>admin<'),
      xml.replace('M2Y4-key', 'M2Y5-key'),
      xml.replace('10:30:30Z', '23:30:30Z'),
      xml.replace('api4.successfactors.com', 'api5.successfactors.com'),
    ]) {
      expect(changed).not.toBe(xml);
      expect(() => verified(changed)).toThrow();
    }
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    expect(() => verified(xml, other.export({ type: 'spki', format: 'pem' }).toString())).toThrow();
  });

  test('lets nothing that is put in become markup, and is canonical for every text', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(texts, texts, fc.constantFrom('username', 'userId', 'email'), (user, clientId, userIs) => {
        const xml = signed({ user, clientId, userIs: userIs as AssertionContent['userIs'] });
        const reference = verified(xml);
        expect(reference.match(/<saml2:/g)).toHaveLength(userIs === 'userId' ? 15 : 17);
        const digest = /<ds:DigestValue>(.*?)<\/ds:DigestValue>/.exec(xml)?.[1];
        expect(createHash('sha256').update(reference, 'utf8').digest('base64')).toBe(digest);
        const said = new XMLParser({ trimValues: false, parseTagValue: false, removeNSPrefix: true }).parse(reference);
        expect(said.Assertion.Subject.NameID).toBe(user);
      }),
      { numRuns: 60 },
    );
    expect(signed({ user: `a<b>&'"]]>` })).toContain(`>a&lt;b&gt;&amp;'"]]&gt;<`);
    expect(signed({ recipient: 'http://127.0.0.1:1/"<&>' })).toContain(
      'Recipient="http://127.0.0.1:1/&quot;&lt;&amp;>"',
    );
  });

  test.each(['a\u0000b', 'a\nb', 'a\u001bb', 'a\ud800b', 'a\uffffb'])(
    'does not carry what XML cannot have: %j',
    (user) => {
      expect(() => signed({ user })).toThrow('A character in the user cannot be sent.');
    },
  );

  const { status } = spawnSync('xmlsec1', ['--version']);
  const missing = status !== 0 && 'xmlsec1 is not installed (Debian: apt install xmlsec1)';
  test.skipIf(missing && process.env['CI'] !== 'true')(`is verified by xmlsec1${missing ? `: ${missing}` : ''}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'sfmap-assertion-'));
    try {
      writeFileSync(join(folder, 'public.pem'), pem);
      for (const [name, xml, code] of [
        ['fine.xml', signed({ user: `ana<&>"'ü😀` }), 0],
        ['changed.xml', signed().replace('>sfapi<', '>admin<'), 1],
      ] as const) {
        writeFileSync(join(folder, name), xml);
        const args = ['--verify', '--pubkey-pem', join(folder, 'public.pem')];
        const ended = spawnSync('xmlsec1', [
          ...args,
          '--id-attr:ID',
          'urn:oasis:names:tc:SAML:2.0:assertion:Assertion',
          join(folder, name),
        ]);
        expect(`${name} ${ended.status}`).toBe(`${name} ${code}`);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
