import { randomUUID } from 'node:crypto';

/** Bytes of text in one encoded word, so that it stays below 75 characters (RFC 2047). */
const wordBytes = 42;

/**
 * A plain text as a mail (RFC 5322), whatever letters it holds.
 *
 * @param from An address of ASCII letters without a name, as each of `to`.
 */
export function mailMessage(
  { from, to }: { readonly from: string; readonly to: readonly string[] },
  { subject, text }: { readonly subject: string; readonly text: string },
  when: Date,
): string {
  const body = Buffer.from(text.replace(/\r?\n/g, '\r\n')).toString('base64');
  return [
    `From: ${from}`,
    `To: ${to.join(',\r\n ')}`,
    `Subject: ${headerText(subject)}`,
    `Date: ${when.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${randomUUID()}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(body.match(/.{1,76}/g) ?? []),
    '',
  ].join('\r\n');
}

/** A header of any letters: as it is, or in encoded words. */
function headerText(text: string): string {
  if (/^[ -~]{1,900}$/.test(text) && !text.includes('=?')) return text;
  const words: string[] = [];
  let word = '';
  for (const letter of text) {
    if (Buffer.byteLength(word + letter) > wordBytes) {
      words.push(word);
      word = '';
    }
    word += letter;
  }
  return [...words, word].map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}
