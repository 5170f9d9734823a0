import type { Analysis } from '../core/analysis/analyse.ts';
import { type CursorContext, cursorContext } from '../core/language/cursor-context.ts';
import type { Span } from '../core/language/syntax.ts';
import type { Markup } from '../core/markup.ts';
import type { GivenFile } from '../core/testing/given.ts';
import { bracketItems, clauseItems } from './completion/attribute-items.ts';
import { codeItems } from './completion/code-items.ts';
import { type CompletionItem, type Documented, MOST_NAMES, type Request } from './completion/completion-item.ts';
import { documentationLines } from './completion/documentation.ts';
import { entryItems, typeItems } from './completion/entry-items.ts';
import { expressionItems, signItems, textItems } from './completion/expression-items.ts';
import { actionItems, arrowItems, headItems, parameterItems, provisionItems } from './completion/head-items.ts';
import { limitItems, limitTargetItems } from './completion/limit-items.ts';
import { optionItems, targetItems } from './completion/mapping-items.ts';
import { parted } from './completion/parted.ts';
import { pathItems } from './completion/path-items.ts';
import { andItems, groupItems, operatorItems, scopeValueItems } from './completion/scope-items.ts';
import { existingItems, expectationItems, fileItems, statementItems, takenItems } from './completion/test-items.ts';
import { testValueItems } from './completion/test-value-items.ts';

export type { CompletionItem, Documented, Insert, ItemKind } from './completion/completion-item.ts';
export { insertedText } from './completion/completion-item.ts';

/** What may be written at an offset. */
export interface Completion {
  /** The word at the cursor; an item may have a span of its own. */
  readonly word: Span;
  readonly items: readonly CompletionItem[];
  /** There are more names than a list may hold: with other letters other ones come. */
  readonly isCut: boolean;
}

/** How the completion was asked for. */
export interface CompletionQuestion {
  /** The sign that was typed, where the editor asks of itself. */
  readonly trigger?: string | undefined;
  /** The `.json` files that the mapping could name, as it would write them. */
  readonly files?: readonly string[];
  /** The files that the tests of the mapping name, as they were read. */
  readonly given?: ReadonlyMap<string, GivenFile>;
}

/**
 * The signs after which an editor may ask of itself. `[` names, indexes and filters; `.` the step of a path, `$` and `@`
 * its beginning; `'` and `"` values; `{` parameters; `(` arguments; a blank where one thing of a short list must follow.
 */
export const TRIGGERS = ['[', '.', '$', '@', "'", '"', '{', '(', ' '] as const;

/**
 * Everything that fits at an offset, by the tokens before it, so that it is right in broken text as well. Nothing in
 * comments but the codes of `sfmap-ignore`, and nothing in texts that are the author's own.
 */
export function completion(analysis: Analysis, offset: number, question: CompletionQuestion = {}): Completion {
  const context = cursorContext(analysis.file, offset);
  const { start, end } = context.word;
  const { trigger, files = [], given } = question;
  if (trigger !== undefined && !welcome(trigger, context)) return { word: { start, end }, items: [], isCut: false };
  const items = parted(analysis.file.text, context, itemsFor({ analysis, offset, context, files, given }));
  return { word: { start, end }, items, isCut: items.length >= MOST_NAMES };
}

/** Whether the answer depends on the files beside the mapping: they are read only then. */
export function completesFiles(analysis: Analysis, offset: number): boolean {
  return cursorContext(analysis.file, offset).kind === 'file-name';
}

/** Whether the answer depends on the files that tests name: they are read only then. */
export function completesTestValues(analysis: Analysis, offset: number): boolean {
  return cursorContext(analysis.file, offset).kind === 'test-value';
}

/** What there is to read of an item, in paragraphs. */
export function completionDocumentation(analysis: Analysis, item: Documented, markup: Markup): readonly string[] {
  return documentationLines(analysis, item, markup);
}

/** Contexts in which a blank must be followed by one of a few things; elsewhere a list at every blank is a nuisance. */
const AFTER_BLANK: ReadonlySet<CursorContext['kind']> = new Set([
  'provision',
  'actions',
  'type',
  'expression',
  'sign',
  'operator',
  'clause',
  'expectation',
  'taken',
  'test-value',
  'ignored-code',
]);

/**
 * Whether a list is welcome that nobody asked for. Behind a whole expression or clause the author may be done, and Enter
 * would take the first item instead of beginning a line.
 */
function welcome(trigger: string, context: CursorContext): boolean {
  switch (trigger) {
    case ' ':
      if (context.kind === 'option')
        return context.after === 'on' || context.after === 'flow' || context.after === 'match';
      return AFTER_BLANK.has(context.kind) || (context.kind === 'path' && context.path === '');
    case '{':
      return context.kind === 'parameter';
    case '.':
    case '$':
    case '@':
    case "'":
      return context.kind === 'path';
    case '(':
      return context.kind === 'path' || context.kind === 'limit-target' || takesArguments(context);
    default:
      return context.kind !== 'declaration' && context.kind !== 'option';
  }
}

/** `Now()` takes none, and Enter behind `(` must not write one into it. */
function takesArguments(context: CursorContext): boolean {
  return context.kind === 'expression' && !/^(?:Now|Guid|DefaultDomain|)$/.test(context.calls.at(-1)?.name ?? '');
}

type Items<K extends CursorContext['kind']> = (request: Request<K>) => readonly CompletionItem[];

/** What each place offers: the table of contents. */
const PLACES: { readonly [K in CursorContext['kind']]: Items<K> } = {
  nothing: () => [],
  'ignored-code': codeItems,
  parameter: parameterItems,
  declaration: (request) => BLOCKS[request.context.block](request),
  provision: provisionItems,
  actions: actionItems,
  'file-name': fileItems,
  type: typeItems,
  path: pathItems,
  arrow: arrowItems,
  attribute: bracketItems,
  expression: expressionItems,
  text: textItems,
  sign: signItems,
  option: optionItems,
  clause: clauseItems,
  operator: operatorItems,
  'scope-value': scopeValueItems,
  and: andItems,
  'limit-target': limitTargetItems,
  expectation: expectationItems,
  taken: takenItems,
  'test-value': testValueItems,
  'existing-name': existingItems,
};

const BLOCKS: Readonly<Record<Request<'declaration'>['context']['block'], Items<'declaration'>>> = {
  file: headItems,
  source: entryItems,
  target: entryItems,
  scope: groupItems,
  limits: limitItems,
  map: targetItems,
  test: statementItems,
};

function itemsFor(request: Request): readonly CompletionItem[] {
  const items = PLACES[request.context.kind] as Items<CursorContext['kind']>;
  return items(request);
}
