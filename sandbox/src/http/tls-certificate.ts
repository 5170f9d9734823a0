import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from './self-signed.ts';
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
 *
 * @throws Error with the `code` of the system when the file cannot be written
 */
export function makeTlsCertificate(): TlsCertificate {
  const now = Date.now();
  const { key, cert } = selfSigned({
    commonName: 'sfmap sandbox',
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + 30 * DAY_MS),
  });
  const folder = mkdtempSync(join(tmpdir(), 'sfmap-sandbox-'));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, cert);
  return { key, cert, file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
