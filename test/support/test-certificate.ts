import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../data');

/** A self-signed certificate and its RSA key, as PEM and as files. They lie in the open and protect nothing. */
export const testCertificate = {
  certificateFile: join(folder, 'test-client.crt.pem'),
  keyFile: join(folder, 'test-client.key.pem'),
  certificate: readFileSync(join(folder, 'test-client.crt.pem'), 'utf8'),
  privateKey: readFileSync(join(folder, 'test-client.key.pem'), 'utf8'),
} as const;
