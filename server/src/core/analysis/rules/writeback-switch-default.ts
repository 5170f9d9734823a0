import type { Expression } from '../../language/syntax.ts';
import { editOf, type Rule } from '../diagnostic.ts';
import { eachCall } from '../expression-sites.ts';
import { FUNCTION_REFERENCE, WRITEBACK_ISSUES, writebackExample } from '../expression-sources.ts';
import { decidesRow } from '../writeback-rows.ts';

const WRAPPER = 'IgnoreFlowIfNullOrEmpty';

/** With Entra ID as the source a Switch with a default may set the target to null. */
export const writebackSwitchDefault: Rule = {
  code: 'SFM5022',
  severity: 'warning',
  title: 'Switch with a default in a writeback',
  page: {
    why: 'Microsoft names a known issue for mappings that read from Entra ID: a `Switch` with a default value may wrongly set the target to null. Nested `IIF` does not have it; around a `Switch`, `IgnoreFlowIfNullOrEmpty` keeps the target as it is instead.',
    wrong: writebackExample('  custom01 <- Switch([country], "other", "DE", "domestic")\n'),
    right: writebackExample('  custom01 <- IgnoreFlowIfNullOrEmpty(Switch([country], "other", "DE", "domestic"))\n'),
    sources: [FUNCTION_REFERENCE, WRITEBACK_ISSUES],
  },
  each: eachCall(['Switch'], ({ node, parents }, placed, context) => {
    if (context.direction !== 'writeback' || node.arguments[1] === undefined) return;
    if (parents.some((parent) => isWrapper(parent) || hasDefault(parent))) return;
    const root = parents.at(-1) ?? node;
    context.report(placed, node.nameSpan, {
      message: `In a writeback a Switch with a default may set the target to null, which is a known issue of Entra. Put ${WRAPPER} around the expression, or write nested IIF.`,
      fixes: [
        {
          title: `Put ${WRAPPER} around the expression`,
          ...(decidesRow(placed.declaration.target?.text) ? {} : { preferred: true }),
          edits: [editOf(placed, root, `${WRAPPER}(${context.textOf(placed, root)})`)],
        },
      ],
    });
  }),
};

function isWrapper(node: Expression): boolean {
  return node.kind === 'call' && node.name === WRAPPER;
}

function hasDefault(node: Expression): boolean {
  return node.kind === 'call' && node.name === 'Switch' && node.arguments[1] !== undefined;
}
