import { wireType } from '../../entity-model/compared-types.ts';
import type { PathTypeProblem } from '../../entity-model/path-type.ts';
import type { Rule } from '../diagnostic.ts';
import { eachTypeProblem } from '../typed-paths.ts';
import { pathFix } from '../written-paths.ts';

type Compared = Extract<PathTypeProblem, { kind: 'compared' }>;

/** A filter that asks whether a text equals a number, or a flag a text: it never does. */
export const fieldComparison: Rule = {
  code: 'SFM3105',
  severity: 'warning',
  title: 'Field compared with a value of another type',
  page: {
    why: "Entra's engine finds two values equal only if they are of one type: `'5' == 5` and `'true' == true` are false, and `!=` is then always true. SuccessFactors sends codes, picklist option ids and also 64-bit numbers and decimals as texts, flags as `true` and `false`.",
    wrong: `provision SuccessFactors -> EntraID

source {
  workPhone = $.phoneNav.results[?(@.phoneType == 10605)].phoneNumber
}

map {
  employeeId      <- [personIdExternal] match 1
  telephoneNumber <- [workPhone]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  workPhone = $.phoneNav.results[?(@.phoneType == '10605')].phoneNumber
}

map {
  employeeId      <- [personIdExternal] match 1
  telephoneNumber <- [workPhone]
}
`,
    sources: ['SAP note 3028227 (JSON of SuccessFactors)', 'Newtonsoft Json.NET 13.0.4, SelectTokens'],
  },
  each: eachTypeProblem(['compared'], (problem, path, { report }) => {
    const { property, literal, term } = problem;
    const wire = wireType(property.type);
    if (wire === undefined || (wire === 'date' && literal.type === 'string')) return;
    const text = cure(problem);
    const always = term.operator.startsWith('!') ? 'always differs from' : 'never equals';
    report(path.placed, path.span(literal), {
      message: `SuccessFactors sends ${property.name} as ${SENT[wire]}, which ${always} ${path.node.text.slice(literal.start, literal.end).trim()}.${text === undefined ? '' : ` Write ${text}.`}`,
      fixes:
        text === undefined
          ? []
          : pathFix(
              path,
              {
                title: `Write ${text}`,
                start: literal.start,
                end: literal.start + written(path.node.text, literal),
                text,
              },
              true,
            ),
    });
  }),
};

const SENT = { text: 'text', number: 'a number', flag: 'true or false', date: 'a date' } as const;

/** Blanks that the literal's span may take in stay. */
function written(text: string, { start, end }: { readonly start: number; readonly end: number }): number {
  return text.slice(start, end).trimEnd().length;
}

function cure({ property, literal }: Compared): string | undefined {
  const value = String(literal.value);
  switch (wireType(property.type)) {
    case 'text':
      return literal.type === 'boolean' ? undefined : `'${value}'`;
    case 'number':
      return literal.type === 'string' && /^-?\d{1,9}$/.test(value) ? String(Number(value)) : undefined;
    case 'flag':
      return /^true$/i.test(value) ? 'true' : /^false$/i.test(value) ? 'false' : undefined;
    default:
      return undefined;
  }
}
