import { declarationsOf, MOST_REPLACES } from '../analysis/bind.ts';
import { editOf, type TextEdit } from '../analysis/diagnostic.ts';
import { pathOf } from '../analysis/paths.ts';
import { replacePrefix } from '../jsonpath/prefix.ts';
import type { MappingFile, PlacedDeclaration, ReplaceDeclaration } from '../language/syntax.ts';
import { insertBehind, insertIntoBlock, removalOf, writtenPath } from './block-lines.ts';
import {
  ACTIVE_JOB,
  ACTIVE_STATUS,
  FIRST_EMPLOYMENT,
  FIRST_JOB,
  FIRST_STATUS,
  type PrefixEdit,
  samePath,
} from './scenario.ts';

type Line = PlacedDeclaration<ReplaceDeclaration>;

/** The `replace` lines of a file that answer an HR situation, in written order. */
export interface AnswerLines {
  readonly all: readonly Line[];
  /** The one that says what is read instead of the first employment. */
  readonly employment?: Line;
}

/** Finds them: the first line for the first employment, and those that choose the active job and its status. */
export function answerLines(file: MappingFile): AnswerLines {
  const whole = declarationsOf(file, 'replace').filter(
    ({ declaration: { from, to } }) => from !== undefined && to !== undefined,
  );
  const reads = (line: Line, from: string) => samePath(line.declaration.from?.text ?? '', from);
  const employment = whole.find((line) => reads(line, FIRST_EMPLOYMENT));
  const all = whole.filter(
    (line) =>
      line === employment ||
      (reads(line, FIRST_JOB) && samePath(line.declaration.to?.text ?? '', ACTIVE_JOB)) ||
      (reads(line, FIRST_STATUS) && samePath(line.declaration.to?.text ?? '', ACTIVE_STATUS)),
  );
  return { all, ...(employment === undefined ? {} : { employment }) };
}

/** The edits that make the answer of a file the wanted one; none where it is. */
export function replaceLineEdits(file: MappingFile, lines: AnswerLines, wanted: readonly PrefixEdit[]): TextEdit[] {
  const { all, employment } = lines;
  if (isAnswer(all, wanted)) return [];
  const kept = wanted.length === 0 ? undefined : employment;
  const edits = all.filter((line) => line !== kept).map((line) => removalOf(file, line));
  const added = wanted.map(({ from, to }) => `replace ${from} -> ${to}`);
  if (kept === undefined) {
    if (added.length > 0) edits.push(insertIntoBlock(file, 'source', added, 'first'));
    return edits;
  }
  const last = wanted.at(-1);
  const to = kept.declaration.to;
  if (last !== undefined && to !== undefined && !samePath(to.text, last.to))
    edits.push(editOf(kept, to, writtenPath(to, last.to)));
  // The narrower beginnings come first: once the employment is replaced, no path has them any more.
  if (added.length > 1) edits.push(before(file, kept, added.slice(0, -1)));
  return edits;
}

function isAnswer(lines: readonly Line[], wanted: readonly PrefixEdit[]): boolean {
  return (
    lines.length === wanted.length &&
    lines.every(({ declaration: { from, to } }, index) => {
      const edit = wanted[index];
      return edit !== undefined && samePath(from?.text ?? '', edit.from) && samePath(to?.text ?? '', edit.to);
    })
  );
}

function before(file: MappingFile, line: Line, added: readonly string[]): TextEdit {
  const { text } = insertBehind(file, line, added);
  const eol = text.startsWith('\r\n') ? 2 : 1;
  const indent = text.slice(eol).match(/^[ \t]*/)?.[0] ?? '';
  return {
    start: line.offset,
    end: line.offset,
    text: `${text.slice(eol + indent.length)}${text.slice(0, eol)}${indent}`,
  };
}

/** More than this no path grows: a few lines could feed on one another. */
const LONGEST_PATH = 2_000;

/** What the `replace` lines of the file make of a built-in path, were its answer this one. */
export function replacer(
  file: MappingFile,
  { all, employment }: AnswerLines,
  answer: readonly PrefixEdit[],
): (path: string) => string {
  const steps: PrefixEdit[] = employment === undefined ? [...answer] : [];
  for (const line of declarationsOf(file, 'replace').slice(0, MOST_REPLACES)) {
    const { from, to } = line.declaration;
    if (line === employment) steps.push(...answer);
    else if (!all.includes(line) && from !== undefined && to !== undefined)
      steps.push({ from: from.text, to: to.text });
  }
  return (path) =>
    steps.reduce((current, { from, to }) => {
      if (current.length + to.length > LONGEST_PATH) return current;
      return replacePrefix(current === path ? pathOf(path) : current, pathOf(from), pathOf(to)) ?? current;
    }, path);
}
