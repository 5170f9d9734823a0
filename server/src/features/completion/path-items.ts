import { late } from '../../core/late.ts';
import { navigationPlace } from './common-navigations.ts';
import { type CompletionItem, type Request, rank } from './completion-item.ts';
import { bracketItems, endBehind, operatorItems, sideItems, valueItems } from './filter-items.ts';
import { descendantsOf, membersOf } from './path-members.ts';
import { type PathPlace, pathPlace } from './path-place.ts';
import { pathTarget, readsSample } from './path-reader.ts';

/** In a JSONPath: what the sample person has at this place, and what the entity model knows beyond it. */
export function pathItems(request: Request<'path'>): CompletionItem[] {
  const { analysis, offset, context } = request;
  const { path } = context;
  // In double quotes a backslash shifts what is read from what is written.
  if (context.quoted && path.includes('\\')) return [];
  const place = pathPlace(path);
  const at = { text: analysis.file.text, start: offset - path.length, offset };
  const connectiveEnd = endBehind(at, /[&|]/y);
  switch (place.kind) {
    case 'step':
      return stepItems(request, place, at.start);
    case 'quoted-name':
      return quotedNameItems(request, place, at.start);
    case 'bracket':
      return bracketItems(request, place, at);
    case 'side':
      return sideItems(request, place, at);
    case 'operator':
      return operatorItems(request, place, at);
    case 'value':
      return valueItems(request, place, at);
    case 'connective':
      return ['&&', '||'].map((label, index) => ({
        label,
        kind: 'operator',
        sort: rank(0, index),
        insert: [at.text[connectiveEnd] === ' ' ? label : `${label} `],
        span: { start: at.start + place.start, end: connectiveEnd },
      }));
    case 'nothing':
      return [];
  }
}

type StepPlace = Extract<PathPlace, { kind: 'step' }>;

function stepItems({ analysis, offset, context }: Request<'path'>, place: StepPlace, origin: number): CompletionItem[] {
  const target = pathTarget(analysis, place.root, place.base, readsSample(analysis, context.block));
  const members = place.sign === '..' ? descendantsOf(target, analysis.entityModel) : membersOf(target);
  const start = origin + (place.sign === '' ? place.lead : place.start);
  const span = { start, end: nameEnd(analysis.file.text, offset) };
  const typed = analysis.file.text.slice(start, offset);
  return members.map(({ name, ...member }, index): CompletionItem => {
    const plain = isPlainName(name);
    // A name that no dot can stand before takes its place in brackets.
    const bracket = plain
      ? {}
      : { span: { start: origin + place.lead, end: span.end }, filter: `${place.sign}${name}` };
    const dotted = place.sign === '' ? `$.${name}` : name;
    const bracketed = `${place.sign === '' ? '$' : ''}${place.sign === '..' ? '..' : ''}['${name.replace(/[\\']/g, '\\$&')}']`;
    return {
      label: name,
      kind: member.leads ? 'navigation' : 'field',
      detail: member.detail,
      value: member.value,
      sort:
        place.base.length <= 1 && member.leads ? rank(0, navigationPlace(name, index)) : rank(member.group + 1, index),
      insert: [plain ? dotted : bracketed],
      span,
      ...(typed.startsWith('$') ? { filter: `$.${name}` } : {}),
      ...bracket,
      // The dot behind a bare `$` is the beginning of the path, and takes nothing.
      ...(member.leads && plain && typed !== '$' ? { commit: ['.'] } : {}),
      ...(place.inFilter
        ? {}
        : { documented: { of: 'path', name: `${place.base === '' ? '$' : place.base}.${name}` } }),
    };
  });
}

const NAME_AFTER = late(() => /[\p{L}\p{N}_-]*/uy);

function nameEnd(text: string, offset: number): number {
  const pattern = NAME_AFTER();
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

function isPlainName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name);
}

function quotedNameItems(
  { analysis, offset, context }: Request<'path'>,
  place: Extract<PathPlace, { kind: 'quoted-name' }>,
  origin: number,
): CompletionItem[] {
  const target = pathTarget(analysis, place.root, place.base, readsSample(analysis, context.block));
  const { text } = analysis.file;
  const start = origin + place.start;
  const quote = text[start - 1] ?? "'";
  const end = nameEnd(text, offset);
  const close = text[end] === quote ? '' : text[end] === ']' ? quote : `${quote}]`;
  return membersOf(target).map(({ name, detail, value, group }, index) => ({
    label: name,
    kind: 'field',
    detail,
    value,
    sort: rank(group, index),
    insert: [name.replace(/[\\'"]/g, '\\$&') + close],
    span: { start, end },
    whole: true,
  }));
}
