import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function pair(name: string) {
  const certificateFile = join(import.meta.dirname, '../data', `${name}.crt.pem`);
  const keyFile = join(import.meta.dirname, '../data', `${name}.key.pem`);
  return {
    certificateFile,
    keyFile,
    certificate: readFileSync(certificateFile, 'utf8'),
    privateKey: readFileSync(keyFile, 'utf8'),
  } as const;
}

/** A self-signed certificate and its RSA key, as PEM and as files. They lie in the open and protect nothing. */
export const testCertificate = pair('test-client');

/** The same of somebody whom no tenant knows. */
export const otherCertificate = pair('other-client');
