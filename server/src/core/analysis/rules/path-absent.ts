import type { Json } from '../../json.ts';
import { everyStep, testOf } from '../../jsonpath/every-step.ts';
import { listNoun } from '../../jsonpath/nouns.ts';
import type { ComparisonTerm, PathSide, PathStep } from '../../jsonpath/path-syntax.ts';
import { expandPathParameters } from '../../language/parameters.ts';
import type { DeclarationContext, Rule } from '../diagnostic.ts';
import { compiledPathOf } from '../paths.ts';
import { testedField } from '../tested-field.ts';
import { eachSoundPath } from '../written-paths.ts';

/**
 * `!=` and `== null` on a field that may be absent: a missing side makes every comparison false. `!= null` is read as
 * it is meant, and Microsoft prints it.
 */
export const pathAbsent: Rule = {
  code: 'SFM3011',
  severity: 'warning',
  title: '!= or == null on a field that may be absent',
  page: {
    why: "A comparison with a missing side is false in Json.NET, `!=` included. So `@.userNav.status != 'f'` leaves out the records that have no user at all, and `== null` finds a null that is written and no field that is missing. `!= null` is read as it is meant.\n\nName the values that you want: they are there or they are not.",
    wrong: `provision SuccessFactors -> EntraID

actions update

source {
  activeUser : String[] = $.employmentNav.results[?(@.userNav.status != 'f')].userId
}

map {
  employeeId <- [personIdExternal] match 1
  extensionAttribute1 <- Join(", ", [activeUser])
}
`,
    right: `provision SuccessFactors -> EntraID

actions update

source {
  activeUser : String[] = $.employmentNav.results[?(@.userNav.status == 't')].userId
}

map {
  employeeId <- [personIdExternal] match 1
  extensionAttribute1 <- Join(", ", [activeUser])
}
`,
    sources: ['Newtonsoft Json.NET 13.0.4, SelectTokens'],
  },
  each: eachSoundPath((path, steps, context) => {
    if (path.role === 'target') return;
    const { text } = path.node;
    for (const place of everyStep(steps)) {
      const { step, steps: around, index, inFilter } = place;
      for (const term of testOf(step)?.terms ?? []) {
        const side = term.kind === 'comparison' ? doubtful(term) : undefined;
        if (term.kind !== 'comparison' || side === undefined) continue;
        const field = text.slice(side.start + 1, side.end).trimEnd();
        const records = inFilter || step.kind !== 'filter' ? undefined : recordsOf(text.slice(0, step.lead), context);
        const lacking = records?.filter((record) => lacks(record, `$${field}`)).length;
        if (lacking === 0) continue;
        if (lacking === undefined && testedField(text, place, side, context.entityModel) !== undefined) continue;
        const noun = listNoun(namesOf(around.slice(0, index)));
        const written = text.slice(term.start, term.end).trimEnd();
        const found = lacking === undefined ? '' : ` In the sample that is ${lacking} of ${records?.length}.`;
        context.report(path.placed, path.span({ start: term.start, end: term.start + written.length }), {
          message: isUnequal(term)
            ? `${written} leaves out ${a(noun)} without ${field.replace(/^\./, '')}: a missing side makes every comparison false.${found} Name the values that you want with ==, joined by ||.`
            : `${written} finds a null that is there, and not ${a(noun)} without ${field.replace(/^\./, '')}: a missing side makes every comparison false.${found} Choose by a value that is there.`,
        });
      }
    }
  }),
};

function isUnequal({ operator }: ComparisonTerm): boolean {
  return operator === '!=' || operator === '!==';
}

/** The side that reads a field of the element, in a comparison that its absence turns around. */
function doubtful(term: ComparisonTerm): PathSide | undefined {
  const { left, right, operator } = term;
  const [side, other] = left.kind === 'path' ? [left, right] : [right, left];
  if (side.kind !== 'path' || side.from !== 'element' || side.steps.length === 0) return undefined;
  const withNull = other.kind === 'literal' && other.value === null;
  if (isUnequal(term)) return withNull ? undefined : side;
  return withNull && /^===?$/.test(operator) ? side : undefined;
}

/** The records of the sample that a filter looks at; undefined where there are none to learn from. */
function recordsOf(list: string, { reading, direction, parameters }: DeclarationContext): readonly Json[] | undefined {
  if (reading === undefined || direction !== 'inbound') return undefined;
  const selection = reading.values(expandPathParameters(list, parameters));
  const records = selection.ok ? selection.results.flatMap((found) => (Array.isArray(found) ? found : [])) : [];
  return records.length === 0 ? undefined : records;
}

function lacks(record: Json, field: string): boolean {
  const selection = compiledPathOf(field).values(record, 1);
  return selection.ok && selection.results.length === 0;
}

function namesOf(steps: readonly PathStep[]): string[] {
  return steps.flatMap((step) => (step.kind === 'field' || step.kind === 'descendants' ? [step.name] : []));
}

function a(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
