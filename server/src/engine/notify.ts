import { SfmapError } from '../core/errors.ts';
import { type MailSettings, mailPassword } from '../project/mail-settings.ts';
import { type Notice, noticeMail } from '../provisioning/notices.ts';
import { sendMail } from '../systems/mail/send-mail.ts';

/**
 * Tells by mail what somebody must know who does not watch. A mail that cannot be sent never changes what a run came to.
 *
 * @param settings `notify` of sfmap.json; without it nobody is told.
 * @returns What there is to say about the mail itself, in one sentence; nothing where nobody is told.
 */
export async function notify(
  notice: Notice,
  settings: MailSettings | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  if (settings === undefined) return undefined;
  const count = settings.to.length;
  try {
    const password = mailPassword(settings, notice.connection.name, env);
    const { refused } = await sendMail({ ...settings, password }, noticeMail(notice));
    const told = count - refused.length;
    const sentence = `${told} of ${count} ${count === 1 ? 'recipient was' : 'recipients were'} told by mail.`;
    return refused.length === 0 ? sentence : `${sentence} The mail server refuses the others: check notify.to.`;
  } catch (error) {
    const why = error instanceof SfmapError ? error.sentence : 'The mail could not be written.';
    return `Nobody was told by mail. ${why}`;
  }
}
