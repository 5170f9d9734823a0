import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { SignedXml } from 'xml-crypto';

/** What a signed SAML 2.0 assertion says. Times are ms; NaN where there is none. */
export interface Assertion {
  readonly nameId: string;
  readonly recipient: string;
  readonly audience: string;
  readonly notBefore: number;
  readonly notOnOrAfter: number;
  readonly attributes: ReadonlyMap<string, string>;
}

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const ROOT = /^\s*(?:<\?xml[^>]*\?>\s*)?<((?:[\w.-]+:)?)Assertion\b([^>]*)>/;
/** An entity that only a document type could declare, and there is none: the root has to come first. */
const UNDECLARED = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;
const SIGNATURE = /<((?:[\w.-]+:)?)Signature(?=[\s>])[\s\S]*?<\/\1Signature\s*>/g;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => name === 'Attribute',
});

/**
 * Verifies the enveloped RSA-SHA256 signature of an assertion and reads what was signed, and nothing else: a signature
 * that covers a part of the document, or another element than its root, proves nothing about the assertion.
 *
 * @param certificate PEM that the tenant knows for the client; one inside of the document does not count
 * @returns null when the signature is missing, wrong, of another kind, or not over the whole assertion
 */
export function signedAssertion(xml: string, certificate: string): Assertion | null {
  // Whatever is not well-formed ends here: the library below prints its complaints about it.
  if (UNDECLARED.test(xml) || XMLValidator.validate(xml) !== true) return null;
  const root = ROOT.exec(xml);
  const signatures = xml.match(SIGNATURE) ?? [];
  const [signature] = signatures;
  if (!root || signature === undefined || signatures.length > 1) return null;
  const signed = verified(xml, signature, certificate);
  const inside = signed === null ? null : ROOT.exec(signed);
  if (signed === null || !inside || idOf(inside[2]) === '' || idOf(inside[2]) !== idOf(root[2])) return null;
  const prefix = inside[1]?.slice(0, -1) ?? '';
  if (!inside[2]?.includes(`xmlns${prefix === '' ? '' : `:${prefix}`}="${SAML}"`)) return null;
  return read(signed);
}

const idOf = (attributes = ''): string => /\sID="([^"]+)"/.exec(attributes)?.[1] ?? '';

/** A signature may use a prefix that an element around it declares; cut out, it declares the prefix itself. */
function standingAlone(signature: string): string {
  const [tag = '', prefix = ''] = /^<([\w.-]+:)?Signature[^>]*/.exec(signature) ?? [];
  const name = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`;
  return tag.includes(`${name}=`) ? signature : `${tag} ${name}="${DSIG}"${signature.slice(tag.length)}`;
}

/** The canonical XML of the one reference that the signature covers. */
function verified(xml: string, signature: string, certificate: string): string | null {
  const check = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  const { [RSA_SHA256]: algorithm } = check.SignatureAlgorithms;
  const { [SHA256]: hash } = check.HashAlgorithms;
  if (!algorithm || !hash) return null;
  check.SignatureAlgorithms = { [RSA_SHA256]: algorithm };
  check.HashAlgorithms = { [SHA256]: hash };
  try {
    check.loadSignature(standingAlone(signature));
    if (!check.checkSignature(xml)) return null;
    const references = check.getSignedReferences();
    return references.length === 1 ? (references[0] ?? null) : null;
  } catch {
    // Whatever is wrong with the signature, the caller says the same about it.
    return null;
  }
}

type Element = Record<string, unknown>;
const child = (element: unknown, name: string): unknown =>
  typeof element === 'object' && element !== null ? (element as Element)[name] : undefined;
const below = (element: unknown, ...names: string[]): unknown => names.reduce<unknown>(child, element);

/** The text of an element that may have attributes beside it. */
const textOf = (element: unknown): string => {
  const text = typeof element === 'string' ? element : child(element, '#text');
  return typeof text === 'string' ? text.trim() : '';
};

function read(xml: string): Assertion | null {
  let assertion: unknown;
  try {
    assertion = child(parser.parse(xml), 'Assertion');
  } catch {
    return null;
  }
  const confirmation = below(assertion, 'Subject', 'SubjectConfirmation', 'SubjectConfirmationData');
  const conditions = child(assertion, 'Conditions');
  const listed = below(assertion, 'AttributeStatement', 'Attribute');
  const ends = [conditions, confirmation].map((element) => child(element, '@NotOnOrAfter')).filter((each) => each);
  return {
    nameId: textOf(below(assertion, 'Subject', 'NameID')),
    recipient: textOf(child(confirmation, '@Recipient')),
    audience: textOf(below(conditions, 'AudienceRestriction', 'Audience')),
    notBefore: Date.parse(String(child(conditions, '@NotBefore'))),
    notOnOrAfter: child(conditions, '@NotOnOrAfter') ? Math.min(...ends.map((end) => Date.parse(String(end)))) : NaN,
    attributes: new Map(
      (Array.isArray(listed) ? listed : []).map((each) => [
        textOf(child(each, '@Name')),
        textOf(child(each, 'AttributeValue')),
      ]),
    ),
  };
}
