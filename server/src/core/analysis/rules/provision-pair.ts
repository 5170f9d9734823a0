import { writebackTargets } from '../../catalog/writeback-targets.ts';
import { declarationsOf, provisioningPair } from '../bind.ts';
import { lineEndOf, type Rule, type RuleContext } from '../diagnostic.ts';

const PAIRS = 'SuccessFactors -> EntraID, SuccessFactors -> ActiveDirectory or EntraID -> SuccessFactors';

/** A file begins by naming the two systems; without them nothing in it has a meaning. */
export const provisionPair: Rule = {
  code: 'SFM1101',
  severity: 'error',
  title: 'The pair of systems',
  page: {
    why: 'A file says first which system it reads and which one it writes. Names, paths, actions and rules depend on it, so without the pair nothing else of the file can be judged.\n\nThere are three pairs: `SuccessFactors -> EntraID`, `SuccessFactors -> ActiveDirectory` and, for the writeback, `EntraID -> SuccessFactors`.',
    wrong: `provision SuccessFactors -> Entra

map {
  employeeId <- [personIdExternal] match 1
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
}
`,
  },
  check(context) {
    const declared = declarationsOf(context.file, 'provision');
    const first = declared[0];
    if (first === undefined) {
      if (context.file.declarations.length === 0) return;
      const start = Math.min(context.file.declarations[0]?.offset ?? 0, context.file.blocks[0]?.start ?? Infinity);
      const eol = lineEndOf(context.file.text);
      context.reportAt(
        { start, end: start + 1 },
        {
          message: `A mapping file begins with the pair of systems: provision ${PAIRS}.`,
          fixes: likelyPairs(context).map((pair) => ({
            title: `Insert provision ${pair}`,
            edits: [{ start, end: start, text: `provision ${pair}${eol}${eol}` }],
          })),
        },
      );
      return;
    }
    const { source, target } = first.declaration;
    if (source === undefined || target === undefined) {
      context.report(first, first.declaration, { message: `A system is missing. Write provision ${PAIRS}.` });
    } else if (provisioningPair(source.text, target.text) === undefined) {
      context.report(
        first,
        { start: source.start, end: target.end },
        { message: `There is no pair ${source.text} -> ${target.text}. Write ${PAIRS}.` },
      );
    }
    for (const second of declared.slice(1)) {
      context.report(second, second.declaration, { message: 'provision stands once, at the beginning of the file.' });
    }
    const before = context.file.declarations[0];
    if (before !== undefined && before.offset < first.offset) {
      context.report(
        first,
        { start: 0, end: 'provision'.length },
        { message: 'provision comes first in a file.', severity: 'warning' },
      );
    }
  },
};

/** The targets of a file say which way it goes; without any it may be both. */
function likelyPairs({ file }: RuleContext): readonly string[] {
  const targets = declarationsOf(file, 'map').flatMap(({ declaration }) => declaration.target?.text ?? []);
  const inbound = 'SuccessFactors -> EntraID';
  const writeback = 'EntraID -> SuccessFactors';
  if (targets.length === 0) return [inbound, writeback];
  return [targets.every((target) => writebackTargets.has(target)) ? writeback : inbound];
}
