import type { Span } from '../../language/syntax.ts';
import { editOf, type Rule } from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { writtenPaths } from '../written-paths.ts';

/** A JSONPath that the connector's engine would reject, or that is sure to fail when it runs. */
export const pathSyntax: Rule = {
  code: 'SFM3001',
  severity: 'error',
  title: 'JSONPath that the connector rejects',
  check(context) {
    for (const { placed, node, span } of writtenPaths(context)) {
      for (const { start, end, message, fix } of pathOf(node.text).problems.slice(0, 1)) {
        const at = span({ start, end });
        const written = fix === undefined ? '' : withBlanks(node.text, fix);
        context.report(placed, visible(at, node.end), {
          message,
          fixes:
            fix === undefined || node.quoted
              ? []
              : [{ title: fix.title, preferred: true, edits: [editOf(placed, span(fix), written)] }],
        });
      }
    }
  },
};

/** `==` is put in with the blanks that it needs, so that the next rule has nothing to say. */
function withBlanks(path: string, { start, end, text }: { start: number; end: number; text: string }): string {
  if (text !== '==' && text !== '!=') return text;
  return `${path[start - 1] === ' ' ? '' : ' '}${text}${path[end] === ' ' ? '' : ' '}`;
}

/** A place without extent takes the character behind it, or at the end of the path the one before it. */
function visible({ start, end }: Span, pathEnd: number): Span {
  if (end > start) return { start, end };
  return start < pathEnd ? { start, end: start + 1 } : { start: start - 1, end: start };
}
