import { constants, createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SfmapError } from '../../server/src/core/errors.ts';
import { readPrivateKey } from '../../server/src/systems/private-key.ts';
import { clientAssertion } from '../../server/src/systems/successfactors/sign-in/client-assertion.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const body = pkcs8.replace(/-----[^-]+-----|\s/g, '');
const certificate = `-----BEGIN CERTIFICATE-----\n${body.slice(0, 400)}\n-----END CERTIFICATE-----\n`;

describe('a private key', () => {
  test.each([
    ['PKCS#8', pkcs8],
    ['PKCS#1', pkcs1],
    ['Windows line ends', pkcs8.replaceAll('\n', '\r\n')],
    ['one line, as an input box leaves it', pkcs8.replaceAll('\n', ' ')],
    ['its base64 body alone', body],
    ['its body in lines', body.replace(/(.{64})/g, '$1\n')],
    ['beside its certificate', `Bag Attributes\n${certificate}${pkcs8}`],
    ['called encrypted, though it is not', pkcs8.replaceAll('PRIVATE KEY', 'ENCRYPTED PRIVATE KEY')],
  ])('is read: %s', (_, text) => {
    const key = readPrivateKey(text, 'KEY');
    const signature = createSign('RSA-SHA256').update('text').sign(key);
    expect(createVerify('RSA-SHA256').update('text').verify(publicKey, signature)).toBe(true);
  });

  const encrypted = privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'geheim' })
    .toString();
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  test.each([
    ['a certificate', certificate, 'holds a certificate, not the private key'],
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'holds a public key'],
    ['an encrypted key', encrypted, 'holds an encrypted private key, and sfmap asks for no passphrase'],
    ['a short key', short.export({ type: 'pkcs8', format: 'pem' }).toString(), 'holds a key of 1024 bits'],
    ['another kind', curve.export({ type: 'pkcs8', format: 'pem' }).toString(), 'holds a key of another kind than RSA'],
    [
      'another kind, bare',
      curve.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
      'holds a key of another kind than RSA',
    ],
    ['a damaged key', pkcs8.replace(/M[\s\S]{40}/, 'M'), 'holds no private key that can be read'],
    ['a damaged body', pkcs8.replace(/\n.{20}/, '\n!!'), 'holds no private key that can be read'],
    ['a path', '/home/ana/keys/contoso.pem', 'holds the name of a file'],
    ['nothing', ' ', 'holds no private key that can be read'],
    ['a word', 'geheim', 'holds no private key that can be read'],
  ])('is refused with its cure: %s', (_, text, message) => {
    let error: unknown;
    try {
      readPrivateKey(text, 'KEY');
    } catch (thrown) {
      error = thrown;
    }
    if (!(error instanceof SfmapError)) throw new Error(`no SfmapError: ${String(error)}`);
    expect(error).toMatchObject({ code: 'SFM-KEY', exit: 2 });
    expect(error.message).toContain(`KEY ${message}`);
    expect(error.cure).not.toBe('');
    // Whatever the text was, nothing of it comes back.
    expect(`${error.sentence}${String(error.cause ?? '')}`).not.toMatch(/geheim|MII|contoso/);
  });
});

test('a client assertion is a signed JSON Web Token that says who, to whom and for how long', () => {
  const now = new Date('2026-11-21T10:20:30Z');
  const audience = 'https://contoso.accounts.ondemand.com/oauth2/token';
  const token = clientAssertion({ clientId: 'client-"1"', audience, now, id: 'once' }, privateKey);
  const [header = '', claims = '', signature = ''] = token.split('.');
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  expect(json(header)).toEqual({ alg: 'RS256', typ: 'JWT' });
  const seconds = now.getTime() / 1000;
  expect(json(claims)).toEqual({
    iss: 'client-"1"',
    sub: 'client-"1"',
    aud: audience,
    jti: 'once',
    iat: seconds,
    nbf: seconds,
    exp: seconds + 300,
  });
  const key = { key: publicKey, padding: constants.RSA_PKCS1_PADDING };
  const good = createVerify('RSA-SHA256').update(`${header}.${claims}`);
  expect(good.verify(key, Buffer.from(signature, 'base64url'))).toBe(true);
});
