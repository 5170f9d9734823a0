import { expect, test } from 'vitest';
import { mailMessage } from '../../server/src/systems/mail/mail-message.ts';

const between = { from: 'sfmap@contoso.example', to: ['a@contoso.example', 'b@contoso.example'] };
const when = new Date(Date.UTC(2026, 10, 22, 13, 31, 4));
const lines = (subject: string, text: string) => mailMessage(between, { subject, text }, when).split('\r\n');

test('is what RFC 5322 asks for', () => {
  expect(lines('A run has stopped', 'Zürich\n')).toEqual([
    'From: sfmap@contoso.example',
    'To: a@contoso.example,',
    ' b@contoso.example',
    'Subject: A run has stopped',
    'Date: Sun, 22 Nov 2026 13:31:04 +0000',
    expect.stringMatching(/^Message-ID: <[0-9a-f-]{36}@contoso\.example>$/),
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('Zürich\r\n').toString('base64'),
    '',
  ]);
});

test.each(['Zürich 試験 '.repeat(20), '=?UTF-8?B?eA==?=', 'a\r\nBcc: c@contoso.example', '👩‍💻'.repeat(30)])(
  'no subject becomes another header: %j',
  (subject) => {
    const mail = mailMessage(between, { subject, text: 'x' }, when);
    const header = /^Subject: ((?:.*\r\n(?= ))*.*)\r\n/m.exec(mail)?.[1] ?? '';
    const words = [...header.matchAll(/=\?UTF-8\?B\?([A-Za-z0-9+/=]+)\?=/g)];
    expect(words.map(([, word = '']) => Buffer.from(word, 'base64').toString()).join('')).toBe(subject);
    expect(Math.max(...header.split('\r\n').map((line) => line.length))).toBeLessThan(77);
    expect(mail).not.toMatch(/^Bcc/m);
  },
);

test('no line is longer than a mail may have, however long the text', () => {
  expect(Math.max(...lines('x', 'y'.repeat(10_000)).map((line) => line.length))).toBeLessThanOrEqual(78);
});
