import type { Project } from './project.ts';
import { projectError } from './project-error.ts';
import { secretPrefix } from './secrets.ts';

/** Who is told by mail, and through which server. Holds no secret. */
export interface MailSettings {
  readonly to: readonly string[];
  readonly from: string;
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else the connection is encrypted with STARTTLS. */
  readonly secure: boolean;
  /** Absent where the server takes mail without a sign-in. */
  readonly user?: string;
}

/** `notify` of a project; undefined where nobody is told. 465 is the port of TLS from the first byte (RFC 8314). */
export function mailSettings({ content: { notify } }: Project): MailSettings | undefined {
  if (notify === undefined) return undefined;
  const { to, from, host, port, user, secure = port === 465 } = notify;
  return { to, from, host, port: port ?? (secure ? 465 : 587), secure, ...(user !== undefined && { user }) };
}

/** What a password of the mail server is for; a changed file names another. Undefined where nobody signs in. */
export function mailBinding({ host, port, user }: MailSettings): string | undefined {
  return user === undefined ? undefined : ['smtp', host.toLowerCase(), String(port), user].join('|');
}

/**
 * The password of the mail server: `SFMAP_<CONNECTION>_SMTP_PASSWORD`, bound to the host by `SFMAP_<CONNECTION>_SMTP_HOST`,
 * so that a changed file cannot carry it elsewhere. Nothing where the server takes mail without a sign-in.
 *
 * @throws SfmapError exit 2: a variable that is missing by name, or another host.
 */
export function mailPassword(
  { user, host }: MailSettings,
  connection: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (user === undefined) return undefined;
  const prefix = secretPrefix(connection);
  const password = env[`${prefix}SMTP_PASSWORD`];
  if (!password) throw projectError(`${prefix}SMTP_PASSWORD is not set.`, 'Set it to the password of notify.user.');
  const bound = env[`${prefix}SMTP_HOST`];
  if (bound?.trim().toLowerCase() === host.toLowerCase()) return password;
  throw projectError(
    bound ? `${prefix}SMTP_HOST names another host than notify.host.` : `${prefix}SMTP_HOST is not set.`,
    `Set it to ${host} if the password belongs there: it is sent nowhere else.`,
  );
}
