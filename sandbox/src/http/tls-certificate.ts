import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsIdentity } from './serve.ts';

/** A certificate that this process alone uses, and the file from which clients learn to trust it. */
export interface TlsCertificate extends TlsIdentity {
  /** PEM, for NODE_EXTRA_CA_CERTS and `curl --cacert`. */
  readonly file: string;
  readonly remove: () => void;
}

const DAY_MS = 24 * 3_600_000;

/**
 * Makes a self-signed certificate for this machine (localhost, 127.0.0.1, ::1) with a new key. The key never leaves
 * the process; the certificate lies in a folder of its own until `remove`.
 */
export async function makeTlsCertificate(): Promise<TlsCertificate> {
  const { generate } = await import('selfsigned');
  const now = Date.now();
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'sfmap sandbox' }], {
    // Made in a moment; an RSA key of 2048 bits can take seconds, and every start would wait for it.
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + 30 * DAY_MS),
    extensions: [
      // It vouches for itself: clients take it for the authority that they are told to trust.
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'sfmap-sandbox-'));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, cert);
  return { key, cert, file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
