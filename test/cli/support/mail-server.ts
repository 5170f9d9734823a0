import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { selfSigned } from '../../../sandbox/src/http/self-signed.ts';

/** A mail as the server took it. */
export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly encrypted: boolean;
  readonly user: string | undefined;
}

const DAY_MS = 24 * 3_600_000;

export const account = { user: 'sfmap@contoso.example', password: 'p4ssw0rd-of-mail' };

/** A mail server on this machine with a certificate of its own, which `certificate` names. */
export class MailServer {
  readonly received: Received[] = [];
  /** Every password that was offered, right or wrong. */
  readonly passwords: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'sfmap-mail-'));
  readonly certificate = join(this.#folder, 'certificate.pem');
  #server: SMTPServer | undefined;

  /** @param refuse Recipients that the server does not take. */
  static async start(options: SMTPServerOptions = {}, refuse: readonly string[] = []): Promise<MailServer> {
    const made = new MailServer();
    const { key, cert } = selfSigned({
      commonName: 'mail',
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: new Date(Date.now() + DAY_MS),
    });
    writeFileSync(made.certificate, cert);
    made.#server = new SMTPServer({
      key,
      cert,
      authOptional: true,
      disableReverseLookup: true,
      onAuth: (auth, _session, done) => {
        made.passwords.push(auth.password ?? '');
        const right = auth.username === account.user && auth.password === account.password;
        done(right ? null : new Error(`no such account ${auth.username}`), right ? { user: auth.username } : undefined);
      },
      onRcptTo: ({ address }, _session, done) =>
        done(refuse.includes(address) ? new Error(`no mailbox ${address}`) : undefined),
      onData: (stream, session, done) => {
        let text = '';
        stream.on('data', (data) => {
          text += String(data);
        });
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? '' : mailFrom.address;
          const user = session.user === undefined ? undefined : String(session.user);
          const to = rcptTo.map(({ address }) => address);
          made.received.push({ from, to, text: readable(text), encrypted: session.secure, user });
          done();
        });
      },
      ...options,
    });
    const server = made.#server;
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
    return made;
  }

  get port(): number {
    const address = this.#server?.server.address();
    if (typeof address !== 'object' || address === null) throw new Error('The mail server does not listen.');
    return address.port;
  }

  stop(): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
    return new Promise((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()));
  }
}

/** A mail as somebody reads it, lines ended by line feeds. */
function readable(mail: string): string {
  const [headers = '', body = ''] = mail.replaceAll('\r\n', '\n').split('\n\n');
  return `${headers}\n\n${Buffer.from(body, 'base64').toString().replaceAll('\r\n', '\n')}`;
}
