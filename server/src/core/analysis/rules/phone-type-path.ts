import { writebackTargets } from '../../catalog/writeback-targets.ts';
import type { MapDeclaration, PlacedDeclaration } from '../../language/syntax.ts';
import { alignPhoneType } from '../../refactoring/align-phone-type.ts';
import { type DeclarationContext, editOf, type Fix, type Rule } from '../diagnostic.ts';
import { expandedText } from '../expression-constants.ts';
import { phoneTypeFilters } from '../phone-type-filters.ts';
import { businessPhoneRow, cellPhoneRow, type WritebackRow } from '../writeback-rows.ts';

const PHONES: readonly WritebackRow[] = [businessPhoneRow, cellPhoneRow];

/**
 * The type of a phone stands in two places: the constant that is written, and the filter of every path of its group.
 * Source: "Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors": after the mappings
 * the JSONPath expressions are updated to the option ids of the tenant.
 */
export const phoneTypePath: Rule = {
  code: 'SFM4005',
  severity: 'warning',
  title: 'Phone type that differs between mapping and path',
  page: {
    why: `The option id of a phone type stands in two places: in the mapping that writes it, and in the filter of each JSONPath that finds the phone. The tutorial asks to change both to the id of your tenant. Where they differ, the provisioning service compares one phone and writes another.

A parameter in both places (\`{{businessPhoneType}}\`) keeps them alike.`,
    wrong: `provision EntraID -> SuccessFactors

target {
  cellPhoneNumber = $.phoneNav.results[?(@.phoneType == '10606')].phoneNumber
}

map {
  personIdExternal   <- [employeeId]                        match 1
  cellPhoneNumber    <- IgnoreFlowIfNullOrEmpty([mobile])
  cellPhoneType      <- "9121"
  cellPhoneIsPrimary <- "true"
}
`,
    right: `provision EntraID -> SuccessFactors

target {
  cellPhoneNumber    = $.phoneNav.results[?(@.phoneType == '9121')].phoneNumber
  cellPhoneType      = $.phoneNav.results[?(@.phoneType == '9121')].phoneType
  cellPhoneIsPrimary = $.phoneNav.results[?(@.phoneType == '9121')].isPrimary
}

map {
  personIdExternal   <- [employeeId]                        match 1
  cellPhoneNumber    <- IgnoreFlowIfNullOrEmpty([mobile])
  cellPhoneType      <- "9121"
  cellPhoneIsPrimary <- "true"
}
`,
    sources: ['Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP SuccessFactors'],
  },
  each: {
    attribute: (placed, context) => {
      const { block, name, path } = placed.declaration;
      if (context.direction !== 'writeback' || block !== 'target' || name === undefined || path === undefined) return;
      const row = phoneOf(name.text);
      if (row === undefined || context.target(name.text)?.path !== path.text) return;
      const written = typeOf(row, context);
      if (written === undefined) return;
      // Escapes in a quoted path would shift the places in it.
      const plain = context.textOf(placed, path) === path.text;
      for (const { text, start, end } of phoneTypeFilters(path.text)) {
        if (agrees(written, text, context) !== false) continue;
        const span = plain ? { start: path.start + start, end: path.start + end } : path;
        const aligned = isPlainCode(written) ? alignments(row, context) : [];
        const here = `Write ${written} in this path`;
        context.report(placed, span, {
          message: `${row.type} writes ${written}, but this path looks for the phone of type ${text}. Let both be the same.`,
          fixes:
            aligned.length === 0 && plain && isPlainCode(written)
              ? [{ title: here, edits: [editOf(placed, span, `'${written}'`)] }]
              : aligned,
        });
      }
    },
    map: (placed, context) => {
      const { target, source } = placed.declaration;
      const row = PHONES.find(({ type }) => type === target?.text);
      if (context.direction !== 'writeback' || row === undefined || source?.kind !== 'string') return;
      if (context.mapping(row.type)?.placed.declaration !== placed.declaration) return;
      checkDefaults(row, source.value, placed, context);
    },
  },
};

/** The built-in paths hold Microsoft's sample ids until the file writes its own. */
function checkDefaults(
  row: WritebackRow,
  written: string,
  placed: PlacedDeclaration<MapDeclaration>,
  context: DeclarationContext,
): void {
  const mapped = [...writebackTargets.values()].filter(
    ({ name, group }) => group === row.group && context.mapping(name) !== undefined,
  );
  const ownPath = (name: string, path: string) =>
    context.target(name)?.path !== path || context.isUnread('target', name);
  const left = mapped.filter(({ name, path }) => !ownPath(name, path));
  const [first] = left;
  const [filter] = first === undefined ? [] : phoneTypeFilters(first.path);
  const { source } = placed.declaration;
  if (filter === undefined || source === undefined || !mapped.some(({ name }) => name === row.value)) return;
  const known = expandedText(written, context.parameters);
  const some = left.length < mapped.length;
  // Whether the ids differ is not known: worth a word only where every path is the sample's.
  if (known === filter.text || (known === undefined && some)) return;
  const says = known === undefined || known === written ? written : `${known} by ${written}`;
  const paths =
    left.length === 1 ? `path of ${left[0]?.name} looks` : `paths of ${left.map(({ name }) => name).join(', ')} look`;
  context.report(placed, source, {
    ...(known === undefined || some ? { severity: 'information' } : {}),
    message: `${row.type} writes ${says}, but the built-in ${paths} for type ${filter.text}, Microsoft's sample. Write the tenant's own in a target block.`,
    fixes: isPlainCode(written) ? alignments(row, context) : [],
  });
}

/** Makes one place say what the other says, in the whole group. */
function alignments(row: WritebackRow, context: DeclarationContext): Fix[] {
  if (row.group === 'email') return [];
  const { file, model, parameters } = context.whole();
  const type = typeOf(row, context) ?? '';
  // A parameter that only the type uses would be left without a use.
  const follows = type.includes('{{') ? (['mapping'] as const) : (['mapping', 'path'] as const);
  return follows.flatMap((follow) => {
    const aligned = alignPhoneType(file, model, row.group as 'businessPhone' | 'cellPhone', follow, parameters);
    return aligned === undefined ? [] : [{ title: aligned.title, edits: aligned.edits }];
  });
}

function phoneOf(target: string): WritebackRow | undefined {
  const group = writebackTargets.get(target)?.group;
  return PHONES.find((row) => row.group === group);
}

/** The constant that is mapped as type; undefined for anything else. */
function typeOf(row: WritebackRow, { mapping }: DeclarationContext): string | undefined {
  const expression = mapping(row.type)?.expression;
  return expression?.kind === 'string' && expression.value !== '' ? expression.value : undefined;
}

/** Whether two writings of an id mean the same; undefined while that depends on a parameter without a value. */
function agrees(one: string, other: string, { parameters }: DeclarationContext): boolean | undefined {
  if (one === other) return true;
  const [a, b] = [one, other].map((text) => expandedText(text, parameters));
  if (a !== undefined && b !== undefined) return a === b;
  // Two parameters that nobody has given a value: the names say that they are two things.
  return a === undefined && b === undefined ? false : undefined;
}

/** Digits or one parameter: what may stand between quotes as it is. */
function isPlainCode(text: string): boolean {
  return /^(?:\d+|\{\{[\p{L}_][\p{L}\p{N}_.-]*\}\})$/u.test(text);
}
