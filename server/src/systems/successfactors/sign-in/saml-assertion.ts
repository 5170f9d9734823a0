import { createHash, createSign, type KeyObject } from 'node:crypto';
import { SfmapError } from '../../../core/errors.ts';

/** How SuccessFactors is to read the name of the user. */
export type UserIs = 'userId' | 'username' | 'email';

/** What an assertion says. */
export interface AssertionContent {
  /** The API key of the client that is registered in the tenant. */
  readonly clientId: string;
  readonly user: string;
  readonly userIs: UserIs;
  /** `https://api4.successfactors.com/oauth/token`. */
  readonly recipient: string;
  readonly now: Date;
  /** 32 hexadecimal digits that no other assertion has. */
  readonly id: string;
}

const audience = 'www.successfactors.com';
const minutes = 60_000;
/** How far the two clocks may be apart, and how long the assertion holds, in milliseconds. */
const skew = 10 * minutes;
const life = 10 * minutes;

const ds = 'http://www.w3.org/2000/09/xmldsig#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

/**
 * The signed SAML 2.0 assertion that SuccessFactors' token endpoint takes (KBA 2668018, 3336571), as XML.
 *
 * It is written in canonical form from the start ("Exclusive XML Canonicalization"): attributes in order, no empty-element
 * tags, nothing between elements. So the text itself is what is digested, and no XML library is needed to sign it.
 *
 * @throws SfmapError exit 2: the user or the client id holds a character that XML cannot have.
 */
export function signedAssertion(content: AssertionContent, key: KeyObject): string {
  // Canonical form leaves out a namespace that only a value names, as xs:string does.
  const canonical = assertion(content, '', '');
  const digest = createHash('sha256').update(canonical, 'utf8').digest('base64');
  const info = signedInfo(content.id, digest, ` xmlns:ds="${ds}"`);
  const value = createSign('RSA-SHA256').update(info, 'utf8').sign(key, 'base64');
  const signature =
    `<ds:Signature xmlns:ds="${ds}">${signedInfo(content.id, digest, '')}` +
    `<ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`;
  return assertion(content, signature, ' xmlns:xs="http://www.w3.org/2001/XMLSchema"');
}

function assertion(content: AssertionContent, signature: string, xs: string): string {
  const { now, id, recipient, user } = content;
  const at = (milliseconds: number) => instant(new Date(now.getTime() + milliseconds));
  const end = at(life);
  return element(
    'Assertion',
    `xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${id}" IssueInstant="${at(0)}" Version="2.0"`,
    [
      element('Issuer', '', [audience]),
      signature,
      element('Subject', '', [
        element('NameID', 'Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"', [text(user, 'the user')]),
        element('SubjectConfirmation', 'Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"', [
          element('SubjectConfirmationData', `NotOnOrAfter="${end}" Recipient="${attribute(recipient)}"`, []),
        ]),
      ]),
      element('Conditions', `NotBefore="${at(-skew)}" NotOnOrAfter="${end}"`, [
        element('AudienceRestriction', '', [element('Audience', '', [audience])]),
      ]),
      element('AuthnStatement', `AuthnInstant="${at(0)}" SessionIndex="_${id}"`, [
        element('AuthnContext', '', [
          element('AuthnContextClassRef', '', ['urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport']),
        ]),
      ]),
      element(
        'AttributeStatement',
        '',
        attributes(content).map(([name, value]) => samlAttribute(name, value, xs)),
      ),
    ],
  );
}

function attributes({ clientId, userIs }: AssertionContent): readonly (readonly [string, string])[] {
  return [
    ['api_key', clientId],
    ...(userIs === 'username' ? [['use_username', 'true'] as const] : []),
    ...(userIs === 'email' ? [['use_email', 'true'] as const] : []),
  ];
}

function samlAttribute(name: string, value: string, xs: string): string {
  const type = `${xs.trimStart()}${xs === '' ? '' : ' '}xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string"`;
  return element('Attribute', `Name="${name}"`, [element('AttributeValue', type, [text(value, 'the client id')])]);
}

function signedInfo(id: string, digest: string, namespace: string): string {
  return (
    `<ds:SignedInfo${namespace}><ds:CanonicalizationMethod Algorithm="${exclusive}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${rsaSha256}"></ds:SignatureMethod><ds:Reference URI="#_${id}"><ds:Transforms>` +
    `<ds:Transform Algorithm="${ds}enveloped-signature"></ds:Transform>` +
    `<ds:Transform Algorithm="${exclusive}"></ds:Transform></ds:Transforms>` +
    `<ds:DigestMethod Algorithm="${sha256}"></ds:DigestMethod><ds:DigestValue>${digest}</ds:DigestValue>` +
    '</ds:Reference></ds:SignedInfo>'
  );
}

const element = (name: string, inside: string, content: readonly string[]): string =>
  `<saml2:${name}${inside === '' ? '' : ` ${inside}`}>${content.join('')}</saml2:${name}>`;

/** Whole seconds: some readers of SAML know no fractions. */
const instant = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

/** Escaped as canonical XML writes text. */
function text(value: string, what: string): string {
  // XML 1.0 has neither control characters nor halves of surrogate pairs, escaped or not.
  if (/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(value)) {
    throw new SfmapError('SFM-CONFIG', `A character in ${what} cannot be sent.`, 'Correct it in sfmap.json.', 2);
  }
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Escaped as canonical XML writes the value of an attribute. */
const attribute = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
