import type { FilterTest, PathSpan, PathStep } from '../../jsonpath/path-syntax.ts';
import type { PathNode, Span } from '../../language/syntax.ts';
import { pathOf } from '../paths.ts';
import { decodedOffsets } from '../written-paths.ts';
import type { Occurrence, StepPlace } from './occurrence.ts';

/** The steps of a JSONPath, those in its filters too. */
export function namesInPath(path: PathNode, source: string): Occurrence[] {
  const found: Occurrence[] = [];
  const place = placeIn(path, source);
  if (place === undefined) return found;
  const text = path.text;
  const add = (kind: 'field' | 'step', name: string, span: PathSpan, whole: PathSpan, step: StepPlace): void => {
    const { start, end } = place(span);
    const form = kind === 'field' && span.start !== whole.start ? 'quoted' : 'bare';
    found.push({ symbol: { kind, name }, role: 'read', form, start, end, whole: place(whole), step });
  };
  const visit = (steps: readonly PathStep[], before: string, from: number, inFilter: boolean): void => {
    for (const step of steps) {
      const upTo = (end: number, last = '') => new SelectedPath(path, inFilter, before, from, end, last);
      if (step.kind === 'field' || step.kind === 'descendants') {
        add('field', step.name, nameIn(step, text, step.quoted), step, upTo(step.end));
      } else if (step.kind === 'fields' || step.kind === 'descendant-fields') {
        const dots = text.slice(step.lead, step.start);
        for (const one of step.names) {
          const last = `${dots}[${text.slice(one.start, one.end)}]`;
          add('field', one.name, nameIn(one, text, true), one, upTo(step.lead, last));
        }
      } else {
        const selected = upTo(step.end);
        add('step', text.slice(step.start, step.end), step, step, selected);
        if (step.kind === 'filter' || step.kind === 'descendant-filter') sides(step.test, selected.selects);
      }
    }
  };
  const sides = (test: FilterTest, filtered: string): void => {
    for (const term of [...test.terms, ...test.forgotten]) {
      for (const side of term.kind === 'existence' ? [term.side] : [term.left, term.right]) {
        if (side.kind !== 'path') continue;
        if (side.from === 'root') visit(side.steps, '', side.start, true);
        else visit(side.steps, filtered, side.start + 1, true);
      }
    }
  };
  visit(pathOf(text).steps, '', 0, false);
  return found;
}

/** A file has many steps, and few are asked what they select: the text is put together then. */
class SelectedPath implements StepPlace {
  constructor(
    readonly path: PathNode,
    readonly inFilter: boolean,
    private readonly before: string,
    private readonly from: number,
    private readonly end: number,
    private readonly last: string,
  ) {}

  get selects(): string {
    return this.before + this.path.text.slice(this.from, this.end) + this.last;
  }
}

/** The name inside the quotes or brackets of a step. */
function nameIn({ start, end }: PathSpan, text: string, quoted: boolean): PathSpan {
  if (!quoted) return { start, end };
  const open = /^\[?\s*['"]?/.exec(text.slice(start, end))?.[0].length ?? 0;
  const close = /['"]?\s*\]?$/.exec(text.slice(start + open, end))?.[0].length ?? 0;
  return { start: start + open, end: end - close };
}

/** Spans of the path's text as spans of the declaration; undefined where escapes make the place unsure. */
function placeIn(path: PathNode, source: string): ((span: PathSpan) => Span) | undefined {
  const written = source.slice(path.start, path.end);
  if (written === path.text) return ({ start, end }) => ({ start: path.start + start, end: path.start + end });
  const offsets = decodedOffsets(written);
  if (offsets.length !== path.text.length + 1) return undefined;
  const at = (offset: number) => path.start + (offsets[offset] ?? offset);
  return ({ start, end }) => ({ start: at(start), end: at(end) });
}
