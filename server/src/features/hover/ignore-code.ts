import { codePage } from '../../core/analysis/code-page.ts';
import type { Comment } from '../../core/language/syntax.ts';
import { type HoverContext, pageLines, type Told } from './hover-context.ts';

/** The code that a `sfmap-ignore` comment names at an offset of the file; nothing in any other comment. */
export function ignoreCode(context: HoverContext, comment: Comment, offset: number): Told | undefined {
  const text = context.analysis.file.text.slice(comment.start, comment.end);
  const head = /^\/[/*]+[ \t]*sfmap-ignore[ \t]+[^:\n]*/.exec(text)?.[0];
  if (head === undefined) return undefined;
  for (const { 0: code, index } of head.matchAll(/\bSFM\d{4}\b/g)) {
    const start = comment.start + index;
    const end = start + code.length;
    if (offset < start || offset > end) continue;
    const page = codePage(code);
    if (page === undefined) return undefined;
    const { markup } = context;
    const lines = [`${markup.strong(code)}: ${markup.text(page.title)}`, ...pageLines(context, 'rules', code)];
    return { start, end, lines };
  }
  return undefined;
}
