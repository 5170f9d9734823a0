import type { FilterStep, FilterTerm, LiteralSide, PathStep, SliceStep } from '../../jsonpath/path-syntax.ts';
import { expandPathParameters } from '../../language/parameters.ts';
import type { DeclarationContext, Rule, Severity } from '../diagnostic.ts';
import { isPrintedPath } from '../printed-paths.ts';
import { eachSoundPath, typeDeclared, type WrittenPath } from '../written-paths.ts';

/**
 * A path whose form lets it find several values for an attribute that holds one. Where the sample shows that it does,
 * the rule for results says so instead.
 */
export const pathSeveral: Rule = {
  code: 'SFM3012',
  severity: 'warning',
  title: 'JSONPath that can find several values',
  page: {
    why: 'An attribute holds one value unless it is declared with `[]`, and the form of this path lets it find several: `[*]`, `..`, a slice wider than one, several indexes or names, or a filter that more than one record can pass. The first one as listed is taken, and SuccessFactors does not guarantee the order.\n\nChoose by content that one record has alone (the type of a phone, the primary flag), or declare the attribute as multi-valued. A filter for equality of another field is information alone: you may know that it leaves one record.',
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  deskPhone = $.phoneNav.results[*].phoneNumber
}

map {
  employeeId <- [personIdExternal] match 1
  telephoneNumber <- [deskPhone]
}
`,
    right: `provision SuccessFactors -> EntraID

actions update

source {
  deskPhone = $.phoneNav.results[?(@.isPrimary == true)].phoneNumber
}

map {
  employeeId <- [personIdExternal] match 1
  telephoneNumber <- [deskPhone]
}
`,
    sources: ['Newtonsoft Json.NET 13.0.4, SelectTokens'],
  },
  each: eachSoundPath((path, steps, context) => {
    if (path.multivalued && path.role !== 'replace-to') return;
    const wide = steps.map((step) => [step, widthOf(step)] as const).filter(([, width]) => width !== 'one');
    const [step] = wide.find(([, width]) => width === 'many') ?? wide[0] ?? [];
    if (step === undefined || isPrintedPath(path.node.text) || findsSeveral(path, context)) return;
    const severity: Severity = wide.some(([, width]) => width === 'many') ? 'warning' : 'information';
    const written = path.node.text.slice(step.lead, step.end);
    const holder = path.role === 'replace-to' ? 'each attribute of this line' : (path.name ?? 'the attribute');
    const declare = path.role === 'source' ? `, or declare ${holder} : ${typeDeclared(path)}[]` : '';
    context.report(path.placed, path.span({ start: step.lead, end: step.end }), {
      severity,
      message: `${written} can find several values, and ${holder} holds one: the first as listed is taken. Choose one by content${declare}.`,
    });
  }),
};

type Width = 'one' | 'likely one' | 'many';

/** Fields that tell the records of a list apart, so that a test for equality leaves one. */
const KEYS: ReadonlySet<string> = new Set([
  'phoneType',
  'emailType',
  'isPrimary',
  'addressType',
  'relationshipType',
  'userId',
  'personIdExternal',
]);

function widthOf(step: PathStep): Width {
  switch (step.kind) {
    case 'field':
    case 'index':
      return 'one';
    case 'slice':
      return isNarrow(step) ? 'one' : 'many';
    case 'filter':
      return filterWidth(step);
    default:
      return 'many';
  }
}

/** Whether a slice takes one element at most, however long the list is. */
function isNarrow({ from = 0, to, by = 1 }: SliceStep): boolean {
  if (by < 1) return false;
  if (to === undefined) return from < 0 && -from <= by;
  return from < 0 === to < 0 && to - from <= by;
}

/** A test for equality is a choice by content; a test for a key leaves one record. */
function filterWidth({ test }: FilterStep): Width {
  const alternatives = test.connectives.some(({ operator }) => operator === '||');
  const equal = test.terms.map(equality).filter((found) => found !== undefined);
  if (alternatives) return 'many';
  if (equal.some(({ field, value }) => KEYS.has(field) && value !== false)) return 'one';
  return equal.some(({ field }) => field !== 'isPrimary') ? 'likely one' : 'many';
}

function equality(term: FilterTerm): { field: string; value: LiteralSide['value'] } | undefined {
  if (term.kind !== 'comparison' || !/^===?$/.test(term.operator)) return undefined;
  const { left, right } = term;
  const [side, other] = left.kind === 'path' ? [left, right] : [right, left];
  const last = side.kind === 'path' && side.from === 'element' ? side.steps.at(-1) : undefined;
  if (other.kind !== 'literal' || other.value === null || last?.kind !== 'field') return undefined;
  return { field: last.name, value: other.value };
}

function findsSeveral(path: WrittenPath, { reading, direction, parameters }: DeclarationContext): boolean {
  if (reading === undefined || direction !== 'inbound' || path.role !== 'source') return false;
  const selection = reading.values(expandPathParameters(path.node.text, parameters), 2);
  return selection.ok && selection.results.length > 1;
}
