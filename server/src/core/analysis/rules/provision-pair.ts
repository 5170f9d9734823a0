import { mappingTemplates } from '../../catalog/mapping-templates.ts';
import { writebackTargets } from '../../catalog/writeback-targets.ts';
import type { Name, PlacedDeclaration } from '../../language/syntax.ts';
import { nearestName } from '../../nearest-name.ts';
import { declarationsOf, provisioningPair } from '../bind.ts';
import { editOf, type Fix, lineEndOf, type Rule, type RuleContext } from '../diagnostic.ts';

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
      if (context.model.unread.provision) return;
      if (context.file.declarations.length === 0 && context.file.blocks.length === 0) {
        reportEmpty(context);
        return;
      }
      const start = Math.min(
        context.file.declarations[0]?.offset ?? Infinity,
        context.file.blocks[0]?.start ?? Infinity,
      );
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
        {
          message: `There is no pair ${source.text} -> ${target.text}. Write ${PAIRS}.`,
          fixes: meantPair(first, source, target),
        },
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

/** Other names by which the systems go, in small letters without blanks. */
const ALIASES: Readonly<Record<string, string>> = {
  sf: 'SuccessFactors',
  sapsuccessfactors: 'SuccessFactors',
  employeecentral: 'SuccessFactors',
  entra: 'EntraID',
  microsoftentraid: 'EntraID',
  aad: 'EntraID',
  azuread: 'EntraID',
  azureactivedirectory: 'EntraID',
  ad: 'ActiveDirectory',
  onpremisesactivedirectory: 'ActiveDirectory',
};

/** The pair that two names mean which are mistyped, or are other names of the systems. */
function meantPair(placed: PlacedDeclaration, source: Name, target: Name): readonly Fix[] {
  const meant = ({ text }: Name) =>
    ALIASES[text.toLowerCase().replace(/[^a-z]/g, '')] ??
    nearestName(text, ['SuccessFactors', 'EntraID', 'ActiveDirectory']) ??
    text;
  const [from, to] = [meant(source), meant(target)];
  if (provisioningPair(from, to) === undefined) return [];
  const edits = [editOf(placed, { start: source.start, end: target.end }, `${from} -> ${to}`)];
  return [{ title: `Write ${from} -> ${to}`, edits, preferred: true }];
}

/** A file that is new, or that was emptied: it must not pass for a mapping. */
function reportEmpty(context: RuleContext): void {
  const { text } = context.file;
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const eol = lineEndOf(text);
  const gap = text.trim() === '' ? '' : /[\r\n][ \t]*$/.test(text) ? eol : `${eol}${eol}`;
  const begin = (title: string, inserted: string): Fix => ({
    title,
    edits: [{ start: text.length, end: text.length, text: gap + inserted.replaceAll('\n', eol) }],
  });
  const fixes = Object.entries(mappingTemplates).map(([joined, template]) => {
    const pair = joined.replace('->', ' -> ');
    // The default mapping of a writeback has forms that sfmap remarks on, and a fix brings no remark.
    return joined === 'EntraID->SuccessFactors'
      ? begin(`Insert provision ${pair}`, `provision ${pair}\n`)
      : begin(`Begin with the default mapping of ${pair}`, template);
  });
  context.reportAt(
    { start, end: Math.max(start, /[\r\n]|$/.exec(text)?.index ?? start) },
    { message: `Nothing is mapped in this file yet. It begins with the pair of systems: provision ${PAIRS}.`, fixes },
  );
}

/** The targets of a file say which way it goes; without any it may be both. */
function likelyPairs({ file }: RuleContext): readonly string[] {
  const targets = declarationsOf(file, 'map').flatMap(({ declaration }) => declaration.target?.text ?? []);
  const inbound = 'SuccessFactors -> EntraID';
  const writeback = 'EntraID -> SuccessFactors';
  if (targets.length === 0) return [inbound, writeback];
  return [targets.every((target) => writebackTargets.has(target)) ? writeback : inbound];
}
