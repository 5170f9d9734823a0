import { pathOf } from '../../core/analysis/paths.ts';
import { startsWithSteps } from '../../core/jsonpath/prefix.ts';
import { evaluateScope } from '../../core/mapping/scope.ts';
import { personLabel, situationOf } from '../../core/mapping/situation.ts';
import { documentationLines, type HoverContext, type Lines, type NameLines } from './hover-context.ts';
import { clauseResult } from './scope-part.ts';

/** A parameter: its value, and who gave it. */
export const parameter: NameLines = (context, { symbol, role, placed }) => {
  const { analysis, markup } = context;
  const { name } = symbol;
  const value = analysis.parameters.get(name);
  const head = markup.strong(`parameter ${name}`);
  if (!analysis.model.parameters.has(name)) return [head, 'This file declares no such parameter.'];
  const from = analysis.parameterOrigin(name) === 'outside' ? 'From sfmap.json.' : 'From this file.';
  return [
    head,
    ...documentationLines(context, role === 'declaration' ? placed.documentation : undefined),
    ...(value === undefined ? ['Its text comes from the connection.'] : [markup.code(value), from]),
  ];
};

/** A sample: its file, and the person that values are shown for. */
export const sample: NameLines = (context, { symbol }) => {
  const { analysis, markup } = context;
  const { name } = symbol;
  const file = analysis.model.samples.get(name);
  if (file === undefined) return [markup.strong(`sample ${name}`), 'This file declares no such sample.'];
  const isFirst = [...analysis.model.samples.keys()][0] === name;
  return [
    markup.strong(`sample ${name}`),
    markup.code(file),
    ...(isFirst ? personLines(context) : ['Values in the lines are those of the first sample.']),
  ];
};

function personLines({ analysis, markup }: HoverContext): Lines {
  const { sample, model } = analysis;
  if (sample === undefined) return [];
  const situation = model.direction === 'inbound' ? ` · ${situationOf(sample.payload)}` : '';
  return [`Values are those of ${markup.text(`${personLabel(sample.payload)}${situation}`)}.`];
}

/** A file that `sample` or `given` names. */
export const file: NameLines = ({ markup }, { symbol }) => [
  markup.code(symbol.name),
  'A payload, by its place relative to this file.',
];

/** A group of the scope: whether it takes the sample person in. */
export const scopeGroup: NameLines = (context, { symbol, placed }) => {
  const { analysis, markup } = context;
  const { declaration } = placed;
  if (declaration.kind !== 'scope') return undefined;
  const results = declaration.clauses.map((clause) => clauseResult(context, clause));
  const holds = results.length > 0 && results.every((result) => result?.holds === true);
  const { sample } = analysis;
  return [
    markup.strong(`scope group ${symbol.name}`),
    ...documentationLines(context, placed.documentation),
    'Its clauses are joined by and; one group that holds is enough.',
    ...(sample === undefined
      ? []
      : [
          `${holds ? 'Takes' : 'Does not take'} ${markup.text(sample.label)} in.`,
          ...(holds ? [] : scopeOutcome(context)),
        ]),
  ];
};

function scopeOutcome({ analysis, markup }: HoverContext): Lines {
  const { evaluation, model, parameters } = analysis;
  if (evaluation === undefined) return [];
  const read = (name: string) => evaluation.attributes.get(name)?.value ?? null;
  const { inScope, clause } = evaluateScope(model, read, parameters);
  return inScope ? [`In scope by ${markup.text(clause ?? '')}.`] : [`Out of scope: ${markup.text(clause ?? '')}.`];
}

/** The systems of `provision`. */
const SYSTEMS: Readonly<Record<string, string>> = {
  SuccessFactors: 'SAP SuccessFactors Employee Central, through its OData v2 service.',
  EntraID: 'Microsoft Entra ID, through Microsoft Graph.',
  ActiveDirectory: 'Active Directory on premises, through the provisioning agent.',
};

export const system: NameLines = ({ markup }, { symbol }) => {
  const words = SYSTEMS[symbol.name];
  return words === undefined ? undefined : [markup.strong(symbol.name), words];
};

const TYPES: Readonly<Record<string, string>> = {
  String: 'A text, as everything that an expression sees. The default.',
  Integer: 'A whole number; an expression sees its decimal digits.',
  Boolean: 'True or False.',
  DateTime: 'A date; an expression sees it as M/d/yyyy h:mm:ss tt in UTC.',
  Reference: 'Another object, such as the manager.',
  Binary: 'Bytes, as base64.',
};

export const type: NameLines = ({ markup }, { symbol }) => {
  const words = TYPES[symbol.name];
  return words === undefined ? undefined : [markup.strong(symbol.name), words];
};

/** How many built-in paths a `replace` line rewrites. */
export function replaceLines(
  { analysis, markup }: HoverContext,
  from: string | undefined,
  to: string | undefined,
): Lines {
  if (from === undefined || to === undefined) return [];
  const prefix = pathOf(to);
  const rewritten = [...analysis.model.sources.values()].filter(
    ({ origin, path }) => origin === 'replaced' && path !== undefined && startsWithSteps(pathOf(path), prefix),
  );
  return [
    markup.strong('replace'),
    'Rewrites built-in paths that begin with the first path so that they begin with the second. Paths written in this file, startDate and manager keep theirs.',
    `${rewritten.length === 1 ? '1 path begins' : `${rewritten.length} paths begin`} with ${markup.code(to)} by this.`,
  ];
}
