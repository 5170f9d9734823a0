import { DEFAULT_LIMITS } from '../bind-limits.ts';
import { lineEndOf, type Rule, type RuleContext } from '../diagnostic.ts';
import type { BoundLimit } from '../model.ts';

/** A `limits` block takes the defaults away; one that puts nothing in their place protects nobody. */
export const limitsBlock: Rule = {
  code: 'SFM7005',
  severity: 'information',
  title: 'Default limits that are taken away',
  page: {
    why: 'A file without a `limits` block has `disable <= 10%`, `disable <= 500` and `delete <= 0`. A block takes the place of all three. An empty block so limits nothing, which is a warning; one that does not name `disable` or `delete`, although the file may do it, allows it for everybody. Write the limit that you want, also where it is the default.',
    wrong: `provision SuccessFactors -> EntraID

actions update, disable

limits { update <= 20% }

map { employeeId <- [personIdExternal] match 1 }
`,
    right: `provision SuccessFactors -> EntraID

actions update, disable

limits {
  update  <= 20%
  disable <= 10%
  disable <= 500
}

map { employeeId <- [personIdExternal] match 1 }
`,
  },
  check(context) {
    const { file } = context;
    const block = file.blocks.find(({ kind }) => kind === 'limits');
    const { open, close } = block ?? {};
    if (block === undefined || open === undefined || close === undefined) return;
    const inside = file.declarations.filter(({ offset }) => offset > open && offset < close);
    // What is meant by a broken line is not known.
    if (inside.some(({ problems, declaration }) => problems.length > 0 || declaration.kind === 'opaque')) return;
    const lost = lostLimits(context);
    const instead = `Without the block ${listOf(lost.map(writtenLimit))} would hold.`;
    if (inside.length === 0) {
      const empty = file.text.slice(open + 1, close).trim() === '';
      context.reportAt(block.keyword, {
        severity: 'warning',
        message:
          lost.length === 0
            ? 'This block is empty, so nothing is limited. Write a limit, such as update <= 20%, or remove the block.'
            : `This block is empty and takes the default limits away, so nothing is limited. ${instead} Write the limits that you want, or remove the block.`,
        fixes: empty
          ? [{ title: 'Remove the empty block', edits: [{ start: block.start, end: block.end, text: '' }] }]
          : [],
      });
      return;
    }
    if (lost.length === 0) return;
    const kinds = [...new Set(lost.map(({ kind }) => kind))];
    const lines = file.text.slice(open, close);
    const last = inside[inside.length - 1];
    const end = last === undefined ? close : last.offset + last.declaration.end;
    const ownLine = last !== undefined && /[\r\n][ \t]*$/.test(file.text.slice(open, last.offset));
    const indent = last === undefined ? '' : (/[ \t]*$/.exec(file.text.slice(0, last.offset))?.[0] ?? '');
    const added = lost.map((limit) => `${lineEndOf(file.text)}${indent}${writtenLimit(limit)}`).join('');
    context.reportAt(block.keyword, {
      message: `This block has no limit of ${kinds.join(' and none of ')}, so everybody may be ${kinds.map((kind) => `${kind}d`).join(' or ')} in one run. ${instead} Write the ${lost.length === 1 ? 'limit' : 'limits'} that you want here.`,
      fixes:
        ownLine && !/\/[/*]/.test(lines)
          ? [{ title: `Insert ${listOf(lost.map(writtenLimit))}`, edits: [{ start: end, end, text: added }] }]
          : [],
    });
  },
};

/** The defaults of what the file may do and says no limit of. A writeback neither disables nor deletes. */
function lostLimits({ model }: RuleContext): readonly BoundLimit[] {
  if (model.direction !== 'inbound') return [];
  return DEFAULT_LIMITS.filter(({ kind }) => {
    const done = kind === 'disable' || kind === 'delete' ? model.actions.has(kind) : false;
    return done && !model.limits.some((limit) => limit.kind === kind);
  });
}

const writtenLimit = ({ kind, most, unit }: BoundLimit) => `${kind} <= ${most}${unit === 'percent' ? '%' : ''}`;

function listOf(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts[texts.length - 1]}`;
}
