import type { Analysis } from '../../core/analysis/analyse.ts';
import { codePages } from '../../core/analysis/code-page.ts';
import { ruleCodes } from '../../core/analysis/rule-codes.ts';
import { declarationIndexAt } from '../../core/language/declaration-at.ts';
import { type CompletionItem, plainItem, type Request, rank } from './completion-item.ts';

/** What is said about a comment itself is not hushed up by one. */
const OF_COMMENTS = /^SFM111[123]$/;

/** Codes that a comment may hush up, with their titles: first those of the declaration that follows. A reason belongs to it. */
export function codeItems({ analysis, context, offset }: Request<'ignored-code'>): CompletionItem[] {
  const found = codesBehind(analysis, offset);
  return codePages
    .filter(({ code }) => ruleCodes.has(code) && !OF_COMMENTS.test(code) && !context.named.includes(code))
    .map(({ code, title, severity }, index) =>
      plainItem(code, 'code', rank(found.has(code) ? 0 : 1, index), {
        detail: title,
        value: found.has(code) ? `${severity} in the next declaration` : severity,
        insert: context.hasReason ? [code] : [`${code}: `, { hole: 'why' }],
        plain: code,
        documented: { of: 'code', name: code },
      }),
    );
}

/** What the next declaration is found fault with. */
function codesBehind({ file, diagnostics }: Analysis, offset: number): ReadonlySet<string> {
  const next = file.declarations[declarationIndexAt(file, offset) + 1];
  if (next === undefined) return new Set();
  const end = next.offset + next.declaration.end;
  return new Set(diagnostics.filter(({ start }) => next.offset <= start && start <= end).map(({ code }) => code));
}
