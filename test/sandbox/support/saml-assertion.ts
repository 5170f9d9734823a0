import { randomUUID } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { testCertificate } from '../../support/test-certificate.ts';

/** What can be wrong with an assertion. */
export interface AssertionParts {
  readonly id: string;
  readonly nameId: string;
  readonly recipient: string;
  readonly audience: string;
  readonly notBefore: string;
  readonly notOnOrAfter: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const minutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();

/** The parts of an assertion that a tenant takes, with changes. */
export const assertionParts = (origin: string, changes: Partial<AssertionParts> = {}): AssertionParts => ({
  id: `_${randomUUID()}`,
  nameId: '100001',
  recipient: `${origin}/oauth/token`,
  audience: 'www.successfactors.com',
  notBefore: minutes(-5),
  notOnOrAfter: minutes(10),
  attributes: { api_key: 'sandbox-api-key' },
  ...changes,
});

/** A SAML 2.0 assertion as public clients of SuccessFactors build it, without a signature. */
export function assertionXml(parts: AssertionParts): string {
  const attributes = Object.entries(parts.attributes).map(
    ([name, value]) =>
      `<saml2:Attribute Name="${name}"><saml2:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type="xs:string">${value}</saml2:AttributeValue></saml2:Attribute>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="${parts.id}" IssueInstant="${minutes(0)}" Version="2.0"><saml2:Issuer>www.successfactors.com</saml2:Issuer><saml2:Subject><saml2:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">${parts.nameId}</saml2:NameID><saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData NotOnOrAfter="${parts.notOnOrAfter}" Recipient="${parts.recipient}"/></saml2:SubjectConfirmation></saml2:Subject><saml2:Conditions NotBefore="${parts.notBefore}" NotOnOrAfter="${parts.notOnOrAfter}"><saml2:AudienceRestriction><saml2:Audience>${parts.audience}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions><saml2:AuthnStatement AuthnInstant="${minutes(0)}" SessionIndex="1"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement><saml2:AttributeStatement>${attributes.join('')}</saml2:AttributeStatement></saml2:Assertion>`;
}

interface Signing {
  readonly privateKey?: string;
  /** The certificate that the signature carries in its KeyInfo. */
  readonly certificate?: string;
  readonly algorithm?: string;
  readonly digest?: string;
  /** Local name of the element that is signed. */
  readonly element?: string;
  /** Another element that the same signature covers. */
  readonly also?: string;
  readonly prefix?: string;
}

/** Signs an assertion with an enveloped signature, by the library xml-crypto. */
export function signAssertion(xml: string, signing: Signing = {}): string {
  const signature = new SignedXml({
    privateKey: signing.privateKey ?? testCertificate.privateKey,
    publicCert: signing.certificate ?? testCertificate.certificate,
    signatureAlgorithm: signing.algorithm ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  for (const element of [signing.element ?? 'Assertion', ...(signing.also === undefined ? [] : [signing.also])]) {
    signature.addReference({
      xpath: `//*[local-name(.)='${element}']`,
      digestAlgorithm: signing.digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
    });
  }
  const location = { reference: "//*[local-name(.)='Issuer']", action: 'after' } as const;
  signature.computeSignature(xml, { location, ...(signing.prefix === undefined ? {} : { prefix: signing.prefix }) });
  return signature.getSignedXml();
}

/** Sends an assertion to a tenant's token endpoint. */
export function requestAccessToken(
  origin: string,
  xml: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const body = new URLSearchParams({
    company_id: 'SANDBOX',
    client_id: 'sandbox-api-key',
    grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
    assertion: Buffer.from(xml).toString('base64'),
    ...changes,
  });
  return fetch(`${origin}/oauth/token`, { method: 'POST', body });
}
