import type { PreviewTableCell } from '../../../../../server/src/lsp/protocol.ts';
import { element } from './text.ts';

type Note = NonNullable<PreviewTableCell['note']>;

/** What stands behind a value in words: nothing is told by colour alone. */
const WORDS: Readonly<Record<Note, string>> = {
  new: 'new',
  changed: 'changed',
  emptied: 'emptied',
  unchanged: 'unchanged',
  kept: 'kept',
  later: 'later',
  unread: 'not compared: compare again',
  error: 'error',
};

/** The content of a cell, with blanks between its parts: whoever hears it hears words. */
export function cellContent(cell: PreviewTableCell): (Node | string)[] {
  return parts(cell).flatMap((part, index) => (index === 0 ? [part] : [' ', part]));
}

/** A value, or what the directory holds and what it becomes. */
function parts({ state, text, old, note }: PreviewTableCell): Node[] {
  const value = element('span', state, text);
  switch (note) {
    case undefined:
      return [value];
    case 'unchanged':
      return [element('span', 'quiet', text), word(note)];
    case 'kept':
      return [element('span', 'quiet', old ?? ''), word(note), element('span', 'quiet', text)];
    case 'new':
      return [element('ins', '', text), word(note)];
    case 'changed':
    case 'emptied':
      return [element('del', '', old ?? ''), arrow(), element('ins', '', text), word(note)];
    default:
      return [value, word(note)];
  }
}

/** The cell as one line for a screen reader and for the filter. */
export function cellText({ text, old, note }: PreviewTableCell): string {
  const was = old === undefined || note === 'unchanged' ? '' : `${old} → `;
  return `${was}${text}${note === undefined ? '' : `, ${WORDS[note]}`}`;
}

function word(note: Note): HTMLElement {
  return element('span', `note ${note}`, WORDS[note]);
}

function arrow(): HTMLElement {
  const made = element('span', 'arrow', '→');
  made.role = 'img';
  made.ariaLabel = 'becomes';
  return made;
}
