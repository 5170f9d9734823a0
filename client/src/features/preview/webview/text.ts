import { namedPieces } from '../named-characters.ts';

/** An element with a text. Texts are other people's: they become text nodes, and nothing else. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  text?: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  if (text !== undefined) made.append(...textNodes(text));
  return made;
}

/** A text as nodes, with characters that cannot be seen by their names. */
export function textNodes(text: string): Node[] {
  return namedPieces(text).map((piece) => {
    if (!piece.isName) return document.createTextNode(piece.text);
    const name = document.createElement('span');
    name.className = 'name';
    name.textContent = piece.text;
    return name;
  });
}

/** The element of the page that has this id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}.`);
  return found as T;
}
