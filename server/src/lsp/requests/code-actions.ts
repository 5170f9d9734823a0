import type { CodeActionContext, CodeAction as LspCodeAction } from 'vscode-languageserver/node';
import { scenarios } from '../../core/refactoring/scenario.ts';
import {
  CODE_ACTION_KINDS,
  type CodeAction,
  type CodeActionKind,
  codeActions,
  type LateEdits,
  lateEdits,
} from '../../features/code-actions.ts';
import type { EditorAbilities } from '../abilities.ts';
import { fromRange } from '../convert.ts';
import { isWanted, LSP_KINDS, toCodeAction, toWorkspaceEdit } from '../convert-code-action.ts';
import { CodeActionTriggerKind } from '../protocol-names.ts';
import type { LanguageFeature, OpenMapping } from '../session.ts';

/** What comes back when an action is taken whose edits come late. */
interface LateData {
  readonly uri: string;
  readonly late: LateEdits;
}

/** Fixes and refactorings. */
export const codeActionsFeature: LanguageFeature = {
  capabilities: (editor) => ({
    codeActionProvider: {
      codeActionKinds: CODE_ACTION_KINDS.map((kind) => LSP_KINDS[kind]),
      ...(resolvesEdits(editor) ? { resolveProvider: true } : {}),
    },
  }),

  listen(session) {
    session.connection.onCodeAction(
      session.answerOpen([], (mapping, { range, context }) => {
        const wants = wanted(context);
        const found = codeActions(mapping.analysis, fromRange(mapping.document, range), wants);
        return found.flatMap((action) => answered(mapping, action, context, session.editor));
      }),
    );
    session.connection.onCodeActionResolve((action, token) =>
      session.answer<LspCodeAction, LspCodeAction>(action, () => {
        const data = lateData(action);
        const mapping = data && session.open(data.uri);
        if (data === undefined || mapping === undefined) return action;
        // Such an edit is for the file, not for a place: it is made for the text as it is now.
        const { data: _, ...rest } = action;
        const late = { title: action.title, isWide: true, late: data.late };
        return { ...rest, edit: lateEdit(mapping, late, session.editor) };
      })(action, token),
    );
  },
};

/** An editor that looks for something to show by itself gets what belongs to the place alone. */
function wanted({ only, triggerKind }: CodeActionContext): (kind: CodeActionKind) => boolean {
  const byItself = triggerKind === CodeActionTriggerKind.Automatic && only === undefined;
  return (kind) => isWanted(kind, only) && !(byItself && kind === 'fix-all');
}

function answered(
  mapping: OpenMapping,
  action: CodeAction,
  { triggerKind, only }: CodeActionContext,
  editor: EditorAbilities,
): LspCodeAction[] {
  const { document } = mapping;
  const answer = toCodeAction(document, action, editor);
  const { late } = action;
  if (late === undefined) return [{ ...answer, edit: toWorkspaceEdit(document, action, editor) }];
  if (resolvesEdits(editor)) return [{ ...answer, data: { uri: document.uri, late } satisfies LateData }];
  // Without a second question the edits are made at once, but not whenever the cursor moves.
  if (triggerKind === CodeActionTriggerKind.Automatic && only === undefined) return [];
  return [{ ...answer, edit: lateEdit(mapping, { ...action, late }, editor) }];
}

function lateEdit(
  { document, analysis }: OpenMapping,
  { late, title, isWide }: Pick<CodeAction, 'title' | 'isWide'> & { readonly late: LateEdits },
  editor: EditorAbilities,
) {
  const wide = isWide === undefined || late.make === 'test' ? {} : { isWide };
  return toWorkspaceEdit(document, { title, edits: lateEdits(analysis, late), ...wide }, editor);
}

function resolvesEdits({ capabilities }: EditorAbilities): boolean {
  const { dataSupport, resolveSupport } = capabilities.textDocument?.codeAction ?? {};
  return dataSupport === true && resolveSupport?.properties.includes('edit') === true;
}

/** What this server put into an action; undefined for anything else that is sent back. */
function lateData({ data }: LspCodeAction): LateData | undefined {
  const { uri, late }: { uri?: unknown; late?: { make?: unknown; code?: unknown; scenario?: unknown } | null } =
    data ?? {};
  if (typeof uri !== 'string') return undefined;
  const answered = scenarios.find(({ scenario }) => scenario === late?.scenario)?.scenario;
  if (late?.make === 'answer' && answered !== undefined) return { uri, late: { make: 'answer', scenario: answered } };
  if (late?.make === 'test') return { uri, late: { make: 'test' } };
  if (late?.make !== 'fix-all') return undefined;
  return { uri, late: { make: 'fix-all', ...(typeof late.code === 'string' ? { code: late.code } : {}) } };
}
