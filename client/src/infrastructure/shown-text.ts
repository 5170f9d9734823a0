/** Control characters but line ends and tabs, and what cannot be seen or turns the direction of writing. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u3164\uffa0\u115f\u1160]/gu;

/** Between the characters of a mark, where nobody sees it. */
const APART = '\u2060';

/**
 * Text of strangers as it may stand in a notification, a tree, a quick pick or a status item: names in sfmap.json, in a
 * payload or of a tenant. The editor makes links and icons of some characters in these places, commands among them; here
 * every character is shown as what it is, and those that cannot be seen by their numbers.
 */
export function shownText(text: string): string {
  return text
    .replace(HIDDEN, (hidden) => (hidden === '\n' || hidden === '\t' ? hidden : numberOf(hidden)))
    .replace(/\](?=\()|\$(?=\()/g, (mark) => mark + APART);
}

/** As `shownText`, in one line. */
export function shownLine(text: string): string {
  return shownText(text.replace(/\s+/g, ' '));
}

function numberOf(hidden: string): string {
  return `⟨U+${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
