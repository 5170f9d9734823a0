import { X509Certificate } from 'node:crypto';
import { SfmapError } from '../../../core/errors.ts';
import { readPrivateKey } from '../../private-key.ts';

/** Certificate and key of an app, as Microsoft's library takes them. */
export interface ClientCertificate {
  /** PKCS#8 in PEM. */
  readonly privateKey: string;
  /** SHA-256 of the certificate, in hexadecimal digits. */
  readonly thumbprintSha256: string;
}

/** A text, and what holds it, for messages: `SFMAP_CONTOSO_GRAPH_PRIVATE_KEY`. */
export interface NamedText {
  readonly text: string;
  readonly name: string;
}

/**
 * The certificate of an app with its private key ("Microsoft identity platform application authentication certificate
 * credentials").
 *
 * @param certificate PEM; absent where it stands beside the key.
 * @param now Milliseconds since 1970.
 * @throws SfmapError exit 2: a key or certificate that cannot be read, that do not belong together, or that is not valid
 *   today. Nothing of the key comes back in an error.
 */
export function clientCertificate(key: NamedText, certificate: NamedText | undefined, now: number): ClientCertificate {
  const privateKey = readPrivateKey(key.text, key.name, keyCode);
  const { text, name } = certificate ?? key;
  const body = /-----BEGIN CERTIFICATE-----([^-]{1,100000})-----END CERTIFICATE-----/.exec(text)?.[1];
  if (body === undefined) {
    throw keyError(
      certificate === undefined
        ? `${name} holds a key without its certificate.`
        : `${name} holds no certificate in PEM.`,
      certificate === undefined
        ? 'Set certificate of entraId in sfmap.json to the file of the certificate.'
        : 'Give it from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
    );
  }
  const read = decode(body, name);
  if (!read.checkPrivateKey(privateKey)) {
    throw keyError(`The certificate in ${name} is not the one of the private key.`, 'Give those that belong together.');
  }
  const [from, until] = [Date.parse(read.validFrom), Date.parse(read.validTo)];
  if (now > until || now < from) {
    throw keyError(
      now > until
        ? `The certificate in ${name} has expired on ${day(until)}.`
        : `The certificate in ${name} is valid from ${day(from)} on.`,
      'Make a new one and upload it to the app registration: Certificates & secrets → Certificates.',
    );
  }
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    thumbprintSha256: read.fingerprint256.replaceAll(':', ''),
  };
}

const keyCode = 'SFM-GRAPH-KEY';

function decode(body: string, name: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(body, 'base64'));
  } catch (error) {
    throw new SfmapError(keyCode, `The certificate in ${name} cannot be read.`, 'Give it in PEM.', 2, { cause: error });
  }
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

const keyError = (message: string, cure: string): SfmapError => new SfmapError(keyCode, message, cure, 2);
