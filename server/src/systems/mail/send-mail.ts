import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { SfmapError } from '../../core/errors.ts';
import { pause } from '../pause.ts';
import { mailMessage } from './mail-message.ts';

/** A mail server and who writes to whom. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  readonly from: string;
  readonly to: readonly string[];
  readonly user?: string;
  readonly password?: string | undefined;
}

/** In milliseconds: for the connection, for the greeting, and of silence in between. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, dnsTimeout: 10_000, socketTimeout: 20_000 };

/**
 * Sends a plain text. A password goes through an encrypted connection alone: where the server offers no STARTTLS, nothing
 * is sent.
 *
 * @returns The recipients whom the server refused; the others get the mail.
 * @throws SfmapError exit 3: the server is not there, refuses the sign-in or the mail, or cannot be trusted.
 */
export async function sendMail(
  server: MailServer,
  mail: { readonly subject: string; readonly text: string },
): Promise<{ readonly refused: readonly string[] }> {
  const { from, to, user, password } = server;
  // Loaded when there is a mail: most runs send none.
  const { default: SmtpConnection } = await import('nodemailer/lib/smtp-connection');
  const connection = new SmtpConnection(connectionOptions(server));
  const lost = new Promise<never>((_, reject) => {
    connection.on('error', reject);
    connection.once('end', () => reject(new Error('the connection ended')));
  });
  // A connection that ends after the mail was taken is nobody's concern.
  const gone = new AbortController();
  lost.catch(() => gone.abort());
  try {
    const step = <T>(
      run: (done: (error: Error | null | undefined, value?: T) => void) => void,
    ): Promise<T | undefined> =>
      Promise.race([
        new Promise<T | undefined>((resolve, reject) =>
          run((error, value) => (error ? reject(error) : resolve(value))),
        ),
        lost,
      ]);
    await step<void>((done) => connection.connect(done));
    if (user !== undefined) await step<unknown>((done) => connection.login({ user, pass: password ?? '' }, done));
    const message = mailMessage(server, mail, new Date());
    const sent = await step<{ rejected?: readonly unknown[] }>((done) =>
      connection.send({ from, to: [...to] }, message, done),
    );
    connection.quit();
    await pause(1_000, gone.signal).catch(() => undefined);
    return { refused: (sent?.rejected ?? []).map(String) };
  } catch (error) {
    throw mailProblem(error, server);
  } finally {
    connection.close();
  }
}

function connectionOptions({ host, port, secure, user }: MailServer): SMTPConnectionOptions {
  return { host, port, secure, requireTLS: !secure && user !== undefined, ...patience };
}

/** The server's own words are left out: they may quote an address or the mail. */
function mailProblem(error: unknown, { host, port }: MailServer): SfmapError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const ours = code === 'EAUTH' ? 'SFM-MAIL-SIGN-IN' : 'SFM-MAIL';
  const [what, cure] = problems[isUntrusted(error) ? 'ETLS' : code] ?? [
    'gives no usable answer',
    'Check notify.host and notify.port.',
  ];
  return new SfmapError(ours, `The mail server ${host}:${port} ${what}.`, cure, 3, { cause: error });
}

/** Node's own words about a certificate, which nodemailer passes on as an error of the socket. */
const isUntrusted = (error: unknown) => error instanceof Error && /certificate|altnames/i.test(error.message);

const problems: Readonly<Record<string, readonly [string, string]>> = {
  EAUTH: ['refuses the sign-in', 'Check notify.user and its password.'],
  ENOAUTH: ['offers no sign-in', 'Leave notify.user out, or use the port that takes it.'],
  ETLS: [
    'offers no encryption that can be trusted',
    'Use a port with TLS; NODE_EXTRA_CA_CERTS names a certificate of your own.',
  ],
  EENVELOPE: ['refuses the sender or every recipient', 'Check notify.from and notify.to.'],
  EMESSAGE: ['refuses the mail', 'Ask who runs the server.'],
  EDNS: ['is not known', 'Check notify.host.'],
  ECONNREFUSED: ['takes no connection', 'Check notify.host and notify.port.'],
  ESOCKET: ['takes no connection', 'Check notify.host, notify.port and notify.secure.'],
  ECONNECTION: ['ended the connection', 'Check notify.port and notify.secure.'],
  ETIMEDOUT: ['does not answer', 'Check notify.host and notify.port, and the firewall between.'],
};
