import { X509Certificate } from 'node:crypto';

/** A certificate that cannot be used, in words for whoever gave it. */
export class CertificateProblem extends Error {}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/;
const BARE = /^[A-Za-z0-9+/=\s]+$/;

/**
 * An X.509 certificate as PEM, from PEM or from the bare base64 body that people paste.
 *
 * @throws CertificateProblem when it is none, or its key is not RSA
 */
export function readCertificate(text: string): string {
  const pem = PEM.exec(text)?.[0] ?? (BARE.test(text.trim()) ? wrapped(text) : null);
  if (pem === null) throw new CertificateProblem('no X.509 certificate in PEM (-----BEGIN CERTIFICATE-----)');
  let kind: string | undefined;
  try {
    kind = new X509Certificate(pem).publicKey.asymmetricKeyType;
  } catch {
    throw new CertificateProblem('the X.509 certificate cannot be read');
  }
  if (kind !== 'rsa') throw new CertificateProblem('the certificate has no RSA key');
  return pem;
}

const wrapped = (body: string): string => {
  const lines = body.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----`;
};
