import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** Who a certificate speaks for, and when it is valid, to the second. */
export interface CertificateContent {
  /** One character or more; RFC 5280 allows 64. */
  readonly commonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A private key (PKCS #8) and the certificate of its public half, both PEM. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly cert: string;
}

/**
 * Makes a new P-256 key and a certificate that the key itself has signed, for a server on this machine: `localhost`,
 * 127.0.0.1 and ::1. Clients can take the certificate for the authority that they are told to trust.
 *
 * Written from RFC 5280, "Internet X.509 Public Key Infrastructure Certificate and Certificate Revocation List (CRL)
 * Profile", RFC 5758, "Internet X.509 Public Key Infrastructure: Additional Algorithms and Identifiers for DSA and ECDSA",
 * and ITU-T X.690, "ASN.1 encoding rules: Specification of Basic Encoding Rules (BER), Canonical Encoding Rules (CER) and
 * Distinguished Encoding Rules (DER)".
 *
 * @throws RangeError when a date is none
 */
export function selfSigned({ commonName, notBefore, notAfter }: CertificateContent): KeyAndCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = sequence(der(SET, sequence(oid('2.5.4.3'), der(UTF8_STRING, Buffer.from(commonName, 'utf8')))));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const signed = sequence(
    VERSION_3,
    der(INTEGER, serialNumber()),
    ECDSA_WITH_SHA256,
    subject,
    sequence(time(notBefore), time(notAfter)),
    subject,
    spki,
    der(EXTENSIONS, sequence(...extensions(spki))),
  );
  const signature = sign('sha256', signed, privateKey);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(sequence(signed, ECDSA_WITH_SHA256, bitString(0, signature))),
  };
}

/** Random; the first bits are 01, so it is positive and has no octet too many. */
function serialNumber(): Buffer {
  const octets = randomBytes(16);
  octets.writeUInt8((octets.readUInt8() & 0x3f) | 0x40);
  return octets;
}

function extensions(spki: Buffer): Buffer[] {
  // The point of P-256 is the end of the key's encoding: 04 and two numbers of 32 octets.
  const keyIdentifier = createHash('sha1').update(spki.subarray(-65)).digest();
  return [
    extension('2.5.29.19', sequence(TRUE), CRITICAL), // basicConstraints: cA
    extension('2.5.29.15', bitString(2, Buffer.of(0b1000_0100)), CRITICAL), // keyUsage: digitalSignature, keyCertSign
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))), // extKeyUsage: serverAuth
    extension('2.5.29.14', der(OCTET_STRING, keyIdentifier)), // subjectKeyIdentifier, which an authority must have
    extension('2.5.29.17', SUBJECT_ALT_NAMES),
  ];
}

const extension = (id: string, value: Buffer, critical: Buffer = Buffer.of()): Buffer =>
  sequence(oid(id), critical, der(OCTET_STRING, value));

/** Two digits for the year up to 2049, and four from then on (RFC 5280, 4.1.2.5). */
function time(date: Date): Buffer {
  const digits = `${date.toISOString().slice(0, 19).replace(/\D/g, '')}Z`;
  const isEarly = date.getUTCFullYear() < 2050;
  return isEarly ? der(UTC_TIME, Buffer.from(digits.slice(2))) : der(GENERALIZED_TIME, Buffer.from(digits));
}

/** @param unused How many bits at the end do not count. */
function bitString(unused: number, octets: Buffer): Buffer {
  return der(BIT_STRING, Buffer.of(unused), octets);
}

/** An object identifier from its dotted form: seven bits an octet, all but a number's last octet with the top bit set. */
function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  const octets = [first * 40 + second, ...others].flatMap((number) => {
    const septets = [number & 0x7f];
    for (let rest = number >>> 7; rest > 0; rest >>>= 7) septets.unshift((rest & 0x7f) | 0x80);
    return septets;
  });
  return der(OBJECT_IDENTIFIER, Buffer.from(octets));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(SEQUENCE, ...parts);
}

/** Tag, length and content; a length above 127 is preceded by how many octets it has, as few as will do. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
  const head = content.length < 128 ? [tag, content.length] : [tag, 0x80 | length.length, ...length];
  return Buffer.concat([Buffer.from(head), content]);
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const SEQUENCE = 0x30;
const SET = 0x31;
/** [0] and [3] of a certificate, with another tag inside. */
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
/** [2] and [7] of a GeneralName. */
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

const TRUE = der(BOOLEAN, Buffer.of(0xff));
const CRITICAL = TRUE;
const VERSION_3 = der(VERSION, der(INTEGER, Buffer.of(2)));
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
const SUBJECT_ALT_NAMES = sequence(
  der(DNS_NAME, Buffer.from('localhost')),
  der(IP_ADDRESS, Buffer.of(127, 0, 0, 1)),
  der(IP_ADDRESS, Buffer.of(...new Array(15).fill(0), 1)),
);
