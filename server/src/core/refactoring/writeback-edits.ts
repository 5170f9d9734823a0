import { declarationsOf } from '../analysis/bind.ts';
import { editOf, type TextEdit } from '../analysis/diagnostic.ts';
import type { MappingModel } from '../analysis/model.ts';
import { writebackTargets } from '../catalog/writeback-targets.ts';
import type { MappingFile } from '../language/syntax.ts';
import {
  alignedLines,
  combinedEdits,
  insertBehind,
  insertIntoBlock,
  insertParameters,
  pathText,
  removalOf,
  writtenName,
} from './block-lines.ts';
import { sameExpression } from './same-expression.ts';
import {
  codeInPath,
  mappingOf,
  ownPaths,
  type RowGroup,
  rowGroups,
  typeText,
  writebackRows,
} from './writeback-rows.ts';

/** Collects what a refactoring of a writeback does to a file, and makes edits of it that do not touch each other. */
export class WritebackEdits {
  readonly #file: MappingFile;
  readonly #model: MappingModel;
  readonly #edits: TextEdit[] = [];
  readonly #added = new Map<string, [target: string, expression: string][]>();
  readonly #paths: [target: string, path: string][] = [];
  readonly #parameters = new Set<string>();

  constructor(file: MappingFile, model: MappingModel) {
    this.#file = file;
    this.#model = model;
  }

  /** Maps a target to an expression; one that is mapped so already stays, and so do the options of a mapping. */
  map(target: string, expression: string, group: string): void {
    const mapping = mappingOf(this.#model, target);
    // A line that cannot be read is the author's to mend: beside a second one it would stand in the way.
    if (mapping === undefined && this.#model.unread.mappings.has(target)) return;
    if (mapping === undefined) {
      const added = this.#added.get(group) ?? [];
      added.push([writtenName(target), expression]);
      this.#added.set(group, added);
    } else {
      const { placed } = mapping;
      const { source } = placed.declaration;
      if (source === undefined) return;
      const written = this.#file.text.slice(placed.offset + source.start, placed.offset + source.end);
      if (sameExpression(written, expression)) return;
      // Behind an arrow that nothing follows.
      this.#edits.push(editOf(placed, source, source.start === source.end ? ` ${expression}` : expression));
    }
    this.#declareParameters(expression);
  }

  /** Takes the mapping of a target out, if there is one. */
  unmap(target: string): void {
    for (const placed of declarationsOf(this.#file, 'map'))
      if (placed.declaration.target?.text === target) this.#edits.push(removalOf(this.#file, placed));
  }

  /** Gives the paths of a phone the type that its mapping writes, where the built-in ones hold another one. */
  alignPaths(group: RowGroup): void {
    const { value, type, flag } = writebackRows[group];
    const own = ownPaths(this.#file);
    const wanted = typeText(this.#model, group);
    for (const target of [value, type, flag]) {
      const path = writebackTargets.get(target)?.path ?? '';
      const code = codeInPath(path);
      if (own.has(target) || code === undefined || code === wanted) continue;
      const text = pathText(path.replace(`'${code}'`, `'${wanted}'`));
      this.#paths.push([target, text]);
      this.#declareParameters(wanted);
    }
  }

  /** The edits, in the order of the text. New mappings stand behind the last one of their group. */
  edits(): TextEdit[] {
    const edits = [...insertParameters(this.#file, [...this.#parameters]), ...this.#edits];
    if (this.#paths.length > 0)
      edits.push(insertIntoBlock(this.#file, 'target', alignedLines(this.#file, 'target', this.#paths)));
    // One alignment for all that is added.
    const aligned = alignedLines(this.#file, 'map', [...this.#added.values()].flat());
    const rest: string[] = [];
    for (const [group, added] of this.#added) {
      const lines = aligned.splice(0, added.length);
      const anchor = this.#lastOf(group);
      if (anchor === undefined) rest.push(...lines);
      else edits.push(insertBehind(this.#file, anchor, lines));
    }
    if (rest.length > 0) edits.push(insertIntoBlock(this.#file, 'map', rest));
    return combinedEdits(this.#file, edits);
  }

  /** The last mapping of a group that stays on a line of its own. */
  #lastOf(group: string) {
    const row = rowGroups.find((one) => one === group);
    if (row === undefined) return undefined;
    const { value, type, flag } = writebackRows[row];
    const taken = this.#edits.filter(({ text }) => text === '');
    return declarationsOf(this.#file, 'map').findLast(
      ({ offset, declaration: { target }, problems }) =>
        target !== undefined &&
        problems.length === 0 &&
        [value, type, flag].includes(target.text) &&
        !taken.some(({ start, end }) => start <= offset && offset < end),
    );
  }

  #declareParameters(text: string): void {
    for (const [, name = ''] of text.matchAll(/\{\{([^{}]+)\}\}/g))
      if (!this.#model.parameters.has(name) && !this.#model.unread.params.has(name)) this.#parameters.add(name);
  }
}
