import { createPrivateKey, type KeyObject } from 'node:crypto';
import { SfmapError } from '../core/errors.ts';

const fewestBits = 2048;

/**
 * An RSA private key that signs assertions: PEM (PKCS#8 or PKCS#1), a file that holds it beside a certificate, or the
 * bare base64 body, as it is left when somebody pastes a key into one line. The file that SuccessFactors generates says
 * ENCRYPTED above a body that may be plain; it is taken if it is.
 *
 * @param text The key. Nothing of it comes back in an error.
 * @param name What holds it, for messages: `SFMAP_CONTOSO_SF_PRIVATE_KEY`.
 * @param code The code of its errors.
 * @throws SfmapError exit 2: a certificate, a public key, an encrypted or damaged key, not RSA, or shorter than 2,048 bits.
 */
export function readPrivateKey(text: string, name: string, code = 'SFM-KEY'): KeyObject {
  try {
    return read(text, name);
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    throw new SfmapError(code, error.message, error.cure, 2);
  }
}

function read(text: string, name: string): KeyObject {
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \1-----/g)];
  const block = blocks.find(([, label = '']) => label.endsWith('PRIVATE KEY'));
  const label = block?.[1] ?? '';
  const body = (block?.[2] ?? text).replace(/\s+/g, '');
  if (block === undefined && blocks.length > 0) {
    const what = blocks[0]?.[1] === 'CERTIFICATE' ? 'a certificate' : 'a public key';
    throw keyError(`${name} holds ${what}, not the private key.`, 'Give the private key that belongs to it.');
  }
  if (!/^[A-Za-z0-9+/]{100,}={0,2}$/.test(body)) throw unreadable(name, label, text);

  const key = decode(Buffer.from(body, 'base64'));
  if (key === undefined) throw unreadable(name, label, text);
  if (key.asymmetricKeyType !== 'rsa') {
    throw keyError(
      `${name} holds a key of another kind than RSA.`,
      'Make one of kind RSA with 2,048 bits: openssl genrsa 2048.',
    );
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < fewestBits) {
    throw keyError(`${name} holds a key of ${bits} bits.`, 'Make one of 2,048 bits: openssl genrsa 2048.');
  }
  return key;
}

function decode(der: Buffer): KeyObject | undefined {
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    try {
      return createPrivateKey({ key: der, format: 'der', type });
    } catch {
      // Then it has another form.
    }
  }
  return undefined;
}

function unreadable(name: string, label: string, text: string): SfmapError {
  if (label === 'ENCRYPTED PRIVATE KEY' || /^\s*Proc-Type:.*ENCRYPTED/m.test(text)) {
    return keyError(
      `${name} holds an encrypted private key, and sfmap asks for no passphrase.`,
      'Decrypt it, and keep the result as secret as it is: openssl pkey -in key.pem -out plain.pem.',
    );
  }
  if (/^[^\n]{1,400}\.(pem|key|p8|txt)$/i.test(text.trim())) {
    return keyError(
      `${name} holds the name of a file, not a private key.`,
      `To give a file, use ${name}_FILE instead.`,
    );
  }
  return keyError(
    `${name} holds no private key that can be read.`,
    'Give it as PEM, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----, or its base64 body alone.',
  );
}

function keyError(message: string, cure: string): SfmapError {
  return new SfmapError('SFM-KEY', message, cure, 2);
}
