import { spawn, spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../../sandbox/src/http/self-signed.ts';
import { type Element, readDer } from './support/read-der.ts';
import { RunningSandbox } from './support/start-sandbox.ts';

const notBefore = new Date('2026-11-21T10:20:30.987Z');
const notAfter = new Date('2026-12-21T00:00:00Z');
const make = (commonName = 'sfmap sandbox') => selfSigned({ commonName, notBefore, notAfter });
const derOf = (cert: string): Element => readDer(new X509Certificate(cert).raw);

/** The parts of what is signed, in order: version, serial number, algorithm, issuer, validity, subject, key, extensions. */
const partsOf = (cert: string): readonly Element[] => derOf(cert).inside[0]?.inside ?? [];

describe('a self-signed certificate', () => {
  it('is read by Node as one of an authority for this machine that its own key has signed', () => {
    const { key, cert } = make();
    const read = new X509Certificate(cert);
    expect(read.subject).toBe('CN=sfmap sandbox');
    expect(read.issuer).toBe('CN=sfmap sandbox');
    expect(read.ca).toBe(true);
    expect(read.validFromDate).toEqual(new Date('2026-11-21T10:20:30Z'));
    expect(read.validToDate).toEqual(notAfter);
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(read.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(read.checkIssued(read)).toBe(true);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    for (const host of ['localhost', 'LOCALHOST']) expect(read.checkHost(host)).toBeDefined();
    for (const host of ['sfmap sandbox', 'a.localhost', 'graph.microsoft.com', '127.0.0.1'])
      expect(read.checkHost(host)).toBeUndefined();
    for (const address of ['127.0.0.1', '::1']) expect(read.checkIP(address)).toBe(address);
    for (const address of ['127.0.0.2', '::', '::ffff:127.0.0.1']) expect(read.checkIP(address)).toBeUndefined();
  });

  it('is not verified by the key of another, nor when an octet of it was changed', () => {
    const { cert } = make();
    const read = new X509Certificate(cert);
    expect(read.verify(createPublicKey(make().key))).toBe(false);
    const changed = Buffer.from(read.raw);
    const at = changed.indexOf('sfmap sandbox');
    changed.write('x', at);
    expect(new X509Certificate(changed).verify(read.publicKey)).toBe(false);
  });

  it('has names, times and lines as RFC 5280 and RFC 7468 have them', () => {
    const { key, cert } = make('Größe');
    expect(new X509Certificate(cert).subject).toBe('CN=Größe');
    expect(cert).toMatch(
      /^-----BEGIN CERTIFICATE-----\n([\w+/]{64}\n)+[\w+/]{0,63}={0,2}\n-----END CERTIFICATE-----\n$/,
    );
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n[\s\S]*\n-----END PRIVATE KEY-----\n$/);
  });

  it('has its extensions in DER: no bit too many, and nothing that is the default', () => {
    const extensions = partsOf(make().cert).at(-1)?.inside[0]?.inside ?? [];
    const told = extensions.map(({ inside }) => inside.map(({ content }) => content.toString('hex')));
    expect(told).toEqual([
      ['551d13', 'ff', '30030101ff'],
      ['551d0f', 'ff', '03020284'],
      ['551d25', '300a06082b06010505070301'],
      ['551d0e', expect.stringMatching(/^0414[0-9a-f]{40}$/)],
      ['551d11', `302382096c6f63616c686f737487047f0000018710${'00'.repeat(15)}01`],
    ]);
  });

  it.each([
    ['2049-12-31T23:59:59Z', 0x17, '491231235959Z'],
    ['2050-01-01T00:00:00Z', 0x18, '20500101000000Z'],
    ['2126-02-28T12:00:00Z', 0x18, '21260228120000Z'],
  ])('ends at %s', (end, tag, digits) => {
    const { cert } = selfSigned({ commonName: 'a', notBefore, notAfter: new Date(end) });
    const [from, to] = partsOf(cert)[4]?.inside ?? [];
    expect([from?.tag, from?.content.toString()]).toEqual([0x17, '261121102030Z']);
    expect([to?.tag, to?.content.toString()]).toEqual([tag, digits]);
    expect(new X509Certificate(cert).validToDate).toEqual(new Date(end));
  });

  it('refuses a date that is none', () => {
    expect(() => selfSigned({ commonName: 'a', notBefore, notAfter: new Date('never') })).toThrow(RangeError);
  });

  it('has a serial number of its own that is positive and of 20 octets at most, and a key of its own', () => {
    const serials = new Set<string>();
    const keys = new Set<string>();
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(names, (name) => {
        const { key, cert } = make(name);
        const read = new X509Certificate(cert);
        const [version, serial, , issuer, , subject] = partsOf(cert);
        const octets = serial?.content ?? Buffer.of();
        // One expectation, as a thousand of them take longer than the keys.
        expect({
          version: version?.inside[0]?.content.toString('hex'),
          tag: serial?.tag,
          isPositive: octets.readUInt8() > 0 && octets.readUInt8() < 0x80,
          isShort: octets.length <= 20,
          serial: octets.toString('hex').toUpperCase(),
          name: subject?.inside[0]?.inside[0]?.inside[1]?.content.toString(),
          issuer: issuer?.content.toString('hex'),
          isVerified: read.verify(createPublicKey(key)),
        }).toEqual({
          ...{ version: '02', tag: 0x02, isPositive: true, isShort: true, serial: read.serialNumber },
          ...{ name, issuer: subject?.content.toString('hex'), isVerified: true },
        });
        serials.add(read.serialNumber);
        keys.add(key);
      }),
      { numRuns: 500 },
    );
    expect([serials.size, keys.size]).toEqual([500, 500]);
  });

  // Each name moves the lengths of all that hold it; between 1 and 300 all of them pass 127, 128, 255 and 256.
  const lengths = [...Array.from({ length: 300 }, (_, index) => index + 1), 65_500, 65_535, 65_536, 70_000];
  it('tells every length in as few octets as will do', () => {
    const seen = new Set<number>();
    const note = ({ content, inside }: Element): void => {
      seen.add(content.length);
      inside.forEach(note);
    };
    for (const length of lengths) {
      const { cert } = make('a'.repeat(length));
      const read = new X509Certificate(cert);
      expect(read.verify(read.publicKey)).toBe(true);
      expect(read.subject).toHaveLength('CN='.length + length);
      note(readDer(read.raw));
    }
    for (const boundary of [127, 128, 255, 256, 65_535, 65_536]) expect(seen).toContain(boundary);
  });
});

const { status } = spawnSync('openssl', ['version']);
const missing = status !== 0 && 'openssl is not installed (Debian: apt install openssl)';

describe('the certificate of the running sandbox', () => {
  let sandbox: RunningSandbox;
  let file: string;
  let folder: string;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start();
    file = sandbox.announcement.entra.certificateFile;
    folder = mkdtempSync(join(tmpdir(), 'sfmap-self-signed-'));
    writeFileSync(join(folder, 'other.pem'), make().cert);
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe.skipIf(missing && process.env['CI'] !== 'true')(`by openssl${missing ? `: ${missing}` : ''}`, () => {
    const openssl = (...args: string[]) => spawnSync('openssl', args, { encoding: 'utf8' });

    it('says what it is for, and marks as critical what nobody may overlook', () => {
      const { stdout } = openssl('x509', '-in', file, '-noout', '-text');
      const text = stdout.replace(/\s+/g, ' ');
      for (const part of [
        /Version: 3 \(0x2\)/,
        /Signature Algorithm: ecdsa-with-SHA256 Issuer: CN ?= ?sfmap sandbox Validity/,
        /Subject: CN ?= ?sfmap sandbox Subject Public Key Info: Public Key Algorithm: id-ecPublicKey/,
        /NIST CURVE: P-256/,
        /Basic Constraints: critical CA:TRUE X509v3/,
        /Key Usage: critical Digital Signature, Certificate Sign X509v3/,
        /Extended Key Usage: TLS Web Server Authentication X509v3/,
        /Subject Key Identifier: (?:[0-9A-F]{2}:){19}[0-9A-F]{2} X509v3/,
        /Alternative Name: DNS:localhost, IP Address:127\.0\.0\.1, IP Address:0:0:0:0:0:0:0:1 Signature/,
      ])
        expect(text).toMatch(part);
    });

    it.each([
      ['for a server', ['-purpose', 'sslserver'], 0],
      ['by its name', ['-verify_hostname', 'localhost'], 0],
      ['by its address', ['-verify_ip', '127.0.0.1'], 0],
      ['by its address of IPv6', ['-verify_ip', '::1'], 0],
      ['not for a client', ['-purpose', 'sslclient'], 2],
      ['not under another name', ['-verify_hostname', 'contoso.example'], 2],
      ['not at another address', ['-verify_ip', '127.0.0.2'], 2],
    ])('is verified as strictly as RFC 5280 has it, %s', (_, options, code) => {
      const ended = openssl('verify', '-x509_strict', ...options, '-CAfile', file, file);
      expect([ended.status, ended.stderr]).toEqual([code, code === 0 ? '' : expect.stringContaining('error')]);
    });

    it('is not verified by one of the same name', () => {
      expect(openssl('verify', '-CAfile', join(folder, 'other.pem'), file).status).not.toBe(0);
    });

    it('has the key identifier that openssl gives the same key', () => {
      const key = join(folder, 'key.pem');
      const { key: text, cert } = make();
      writeFileSync(key, text);
      const args = ['-subj', '/CN=a', '-addext', 'subjectKeyIdentifier=hash'];
      const made = openssl('req', '-x509', '-new', '-key', key, ...args).stdout;
      const identifierOf = (pem: string): string | undefined =>
        partsOf(pem)
          .at(-1)
          ?.inside[0]?.inside.find(({ inside }) => inside[0]?.content.toString('hex') === '551d0e')
          ?.inside[1]?.content.toString('hex');
      expect(identifierOf(cert)).toMatch(/^0414[0-9a-f]{40}$/);
      expect(identifierOf(cert)).toBe(identifierOf(made));
    });
  });

  /** What a program of its own gets from the sandbox: the status, or the code of the error. */
  async function answered(host: string, extraAuthorities: string, servername?: string): Promise<string> {
    const url = new URL('/contoso.example/v2.0/.well-known/openid-configuration', sandbox.announcement.entra.address);
    url.hostname = host;
    const options = servername === undefined ? {} : { servername };
    const program = `require('node:https')
      .get(${JSON.stringify(url.href)}, ${JSON.stringify(options)}, (answer) => {
        console.log(answer.statusCode);
        answer.destroy();
      })
      .on('error', ({ code }) => console.log(code));`;
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: extraAuthorities };
    const child = spawn(process.execPath, ['-e', program], { env });
    let text = '';
    for await (const chunk of child.stdout) text += String(chunk);
    return text.trim();
  }

  it('is trusted over TLS by a program that was given it, under its names, and by no other', async () => {
    const answers = await Promise.all([
      answered('127.0.0.1', file),
      answered('localhost', file),
      answered('127.0.0.1', file, 'contoso.example'),
      answered('127.0.0.1', ''),
      answered('127.0.0.1', join(folder, 'other.pem')),
    ]);
    expect(answers).toEqual([
      ...['200', '200', 'ERR_TLS_CERT_ALTNAME_INVALID'],
      ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ]);
  });

  it('is valid from a day ago for 31 days, and its file holds no key', () => {
    const text = readFileSync(file, 'utf8');
    const { validFromDate, validToDate } = new X509Certificate(text);
    expect(validToDate.getTime() - validFromDate.getTime()).toBe(31 * 86_400_000);
    expect(Math.abs(Date.now() - validFromDate.getTime() - 86_400_000)).toBeLessThan(600_000);
    expect(text).not.toContain('PRIVATE');
  });
});
