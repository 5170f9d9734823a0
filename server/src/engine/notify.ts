import { SfmapError } from '../core/errors.ts';
import type { MailSettings } from '../project/mail-settings.ts';
import { type Notice, noticeMail } from '../provisioning/notices.ts';
import { sendMail } from '../systems/mail/send-mail.ts';

/** Who is told by mail, and where the password of the mail server comes from. */
export interface MailAccess {
  readonly settings: MailSettings;
  /** Undefined for a server that takes mail without a sign-in. @throws SfmapError: there should be one. */
  readonly password: () => string | undefined;
}

/** What there is to say about a mail, in one sentence. */
export interface MailRemark {
  readonly sentence: string;
  /** The password of the mail server is missing, or the server does not take it. */
  readonly wantsPassword?: true;
}

/**
 * Tells by mail what somebody must know who does not watch. A mail that cannot be sent never changes what a run came to.
 *
 * @param mail From `notify` of sfmap.json; without it nobody is told.
 * @returns Nothing where nobody is told.
 */
export async function notify(notice: Notice, mail: MailAccess | undefined): Promise<MailRemark | undefined> {
  if (mail === undefined) return undefined;
  const { settings } = mail;
  const count = settings.to.length;
  try {
    const { refused } = await sendMail({ ...settings, password: mail.password() }, noticeMail(notice));
    const told = count - refused.length;
    const sentence = `${told} of ${count} ${count === 1 ? 'recipient was' : 'recipients were'} told by mail.`;
    if (refused.length === 0) return { sentence };
    return { sentence: `${sentence} The mail server refuses the others: check notify.to.` };
  } catch (error) {
    const why = error instanceof SfmapError ? error.sentence : 'The mail could not be written.';
    const signIn = error instanceof SfmapError && (error.code === 'SFM-MAIL-SIGN-IN' || error.exit === 2);
    return { sentence: `Nobody was told by mail. ${why}`, ...(signIn && { wantsPassword: true }) };
  }
}
