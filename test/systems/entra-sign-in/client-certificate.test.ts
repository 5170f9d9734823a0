import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { SfmapError } from '../../../server/src/core/errors.ts';
import { clientCertificate } from '../../../server/src/systems/entra/sign-in/client-certificate.ts';
import { otherCertificate, testCertificate } from '../../support/test-certificate.ts';

const { certificate, privateKey } = testCertificate;
const key = (text: string) => ({ text, name: 'SFMAP_C_GRAPH_PRIVATE_KEY' });
const file = (text: string) => ({ text, name: 'app.pem' });
const now = Date.now();

test.each([
  ['two files', privateKey, certificate],
  ['one text', `${certificate}\n${privateKey}`, undefined],
  ['in one line, as an input box leaves it', `${privateKey}${certificate}`.replaceAll('\n', ' '), undefined],
])('key and certificate in %s', (_name, first, second) => {
  const { thumbprintSha256, privateKey: pem } = clientCertificate(key(first), second ? file(second) : undefined, now);
  expect(thumbprintSha256).toMatch(/^[\dA-F]{64}$/);
  expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----/);
});

test.each([
  ['no certificate at all', privateKey, undefined, now, /holds a key without its certificate.*Set certificate/],
  ['a file without one', privateKey, 'hello', now, /app\.pem holds no certificate in PEM/],
  ['one that is damaged', privateKey, certificate.replace(/[A-Za-z]{20}/, 'AAAA'), now, /cannot be read/],
  ['that of another key', privateKey, otherCertificate.certificate, now, /not the one of the private key/],
  ['one that has expired', privateKey, certificate, Date.UTC(2990, 0), /has expired on \d{4}-\d\d-\d\d.*new one/],
  ['one that is not valid yet', privateKey, certificate, Date.UTC(2000, 0), /is valid from \d{4}-\d\d-\d\d on/],
  ['a certificate instead of the key', certificate, undefined, now, /holds a certificate, not the private key/],
  ['a name instead of the key', 'app.key', undefined, now, /SFMAP_C_GRAPH_PRIVATE_KEY_FILE/],
  [
    'a key that is too short',
    generateKeyPairSync('rsa', {
      modulusLength: 1024,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey,
    certificate,
    now,
    /1024 bits/,
  ],
])('%s', (_name, first, second, at, sentence) => {
  const error = catching(() => clientCertificate(key(first), second ? file(second) : undefined, at));
  expect(error.code).toBe('SFM-GRAPH-KEY');
  expect(error.exit).toBe(2);
  expect(error.sentence).toMatch(sentence);
  expect(error.sentence).not.toContain('MII');
});

function catching(work: () => unknown): SfmapError {
  try {
    work();
  } catch (error) {
    if (error instanceof SfmapError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
