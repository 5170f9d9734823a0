// The pages of the rules are read by `sfmap explain` and in the editor: the library leaves them out.
import { readFileSync } from 'node:fs';

/** An esbuild plugin: a rule without its `page`. */
export const withoutPages = {
  name: 'without-pages',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]core[\\/]analysis[\\/]rules[\\/][^\\/]+\.ts$/ }, ({ path }) => ({
      contents: withoutPage(readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/** The source of a rule without the text of its pages; every line keeps its number. */
export function withoutPage(source) {
  let result = source;
  for (let found = PAGE.exec(result); found !== null; found = PAGE.exec(result)) {
    const open = found.index + found[0].length - 1;
    const end = closingBrace(result, open) + 1;
    const lines = result.slice(open, end).replace(/[^\n]/g, '');
    result = `${result.slice(0, found.index)}\n  ...{}${lines}${result.slice(end)}`;
  }
  return result;
}

const PAGE = /\n {2}page: \{/;

/** Where the object that begins at `open` ends; braces in texts, templates and comments do not count. */
function closingBrace(source, open) {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\[\s\S]|[^'\\])*'|"(?:\\[\s\S]|[^"\\])*"|`(?:\\[\s\S]|[^`\\])*`|[{}]/g;
  token.lastIndex = open;
  let depth = 0;
  for (let found = token.exec(source); found !== null; found = token.exec(source)) {
    if (found[0] === '{') depth += 1;
    else if (found[0] === '}' && --depth === 0) return found.index;
  }
  throw new Error('A page of a rule is not closed.');
}
