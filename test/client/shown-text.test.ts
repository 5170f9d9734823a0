import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownLine, shownText } from '../../client/src/infrastructure/shown-text.ts';

/** What VS Code makes a link of in notifications and prompts (`parseLinkedText`), and an icon of in labels. */
const LINK = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+/i;
const ICON = /\$\([a-z0-9-]+(?:~[a-z0-9-]+)?\)/i;

describe('text of strangers in the editor’s own places', () => {
  it.each([
    ['a command', '[Fix](command:workbench.action.terminal.new)', '[Fix]\u2060(command:workbench.action.terminal.new)'],
    ['an address', '[a](https://evil.example)', '[a]\u2060(https://evil.example)'],
    ['an icon', '$(check) verified', '$\u2060(check) verified'],
    ['an override of the direction', 'gnp.\u202eexe', 'gnp.⟨U+202E⟩exe'],
    ['what draws over the line', 'a\u001b[2Jb\rc\u0007', 'a⟨U+001B⟩[2Jb⟨U+000D⟩c⟨U+0007⟩'],
    ['what nobody sees', 'te\u200bst\u{e0041}', 'te⟨U+200B⟩st⟨U+E0041⟩'],
    ['nothing of it', 'Größe (EU) – 東京 $5 [x]', 'Größe (EU) – 東京 $5 [x]'],
  ])('shows %s as its characters', (_, text, shown) => {
    expect(shownText(text)).toBe(shown);
  });

  it('stands in one line where that is asked for', () => {
    expect(shownLine('a\n\tb\r\nc')).toBe('a b c');
  });

  it('is never a link, an icon or hidden, whatever it is', () => {
    const part = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '$',
      'command:x',
      'https://a',
      '\u202e',
      '\u0000',
      '\u2060',
      'a',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ unit: 'binary' }))), (parts) => {
        const shown = shownText(parts.join(''));
        expect(shown).not.toMatch(LINK);
        expect(shown).not.toMatch(ICON);
        expect(shown.replaceAll('\u2060', '')).not.toMatch(/[\p{Cf}\p{Cs}\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u);
      }),
    );
  });

  it('goes the one way into messages', () => {
    const folder = join(import.meta.dirname, '../../client/src');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const direct = files.filter((file) =>
      /window\s*\.show(?:Information|Warning|Error)Message/.test(readFileSync(join(folder, file), 'utf8')),
    );
    expect(direct).toEqual([join('infrastructure', 'say.ts')]);
  });
});
