// The pages of the rules are read by `sfmap explain` and in the editor: the library leaves them out.
import { readFileSync } from 'node:fs';

/** The files of rules. */
export const RULES = /[\\/]core[\\/]analysis[\\/]rules[\\/][^\\/]+\.ts$/;

/** An esbuild plugin: a rule without its `page`. */
export const withoutPages = {
  name: 'without-pages',
  setup({ onLoad }) {
    onLoad({ filter: RULES }, ({ path }) => ({
      contents: withoutPage(readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/**
 * The source of a rule without the text of its pages; every line keeps its number.
 *
 * @param instead What stands there instead, by the code of the rule.
 */
export function withoutPage(source, instead = () => '...{}') {
  let result = source;
  for (let found = PAGE.exec(result); found !== null; found = PAGE.exec(result)) {
    const open = found.index + found[0].length - 1;
    const end = closingBrace(result, open) + 1;
    const lines = result.slice(open, end).replace(/[^\n]/g, '');
    const code = [...result.slice(0, found.index).matchAll(CODE)].at(-1)?.[1] ?? '';
    result = `${result.slice(0, found.index)}\n  ${instead(code)}${lines}${result.slice(end)}`;
  }
  return result;
}

const PAGE = /\n {2}page: \{/;
const CODE = /^ {2}code: '(SFM\d+)'/gm;

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
