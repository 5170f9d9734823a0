import type { Expression, MapDeclaration, MapOption, MapOptionKind, PlacedDeclaration } from '../language/syntax.ts';
import { type DeclarationContext, editOf, type TextEdit } from './diagnostic.ts';

const REQUIRED: ReadonlySet<string> = new Set(['displayName', 'userPrincipalName', 'mailNickname', 'accountEnabled']);

/** An option of a mapping; the first one where it stands twice. */
export function optionOf({ options }: MapDeclaration, kind: MapOptionKind): MapOption | undefined {
  return options.find((option) => option.kind === kind);
}

/** The edit that writes an option behind a mapping; undefined while the mapping has no source. */
export function addOption(placed: PlacedDeclaration<MapDeclaration>, text: string): TextEdit | undefined {
  const { source, options } = placed.declaration;
  if (source === undefined) return undefined;
  const end = Math.max(source.end, ...options.map((option) => option.end));
  return editOf(placed, { start: end, end }, ` ${text}`);
}

/** The edit that takes an option out, with the blanks before it. */
export function removeOption(
  placed: PlacedDeclaration<MapDeclaration>,
  option: MapOption,
  textOf: (placed: PlacedDeclaration, span: { start: number; end: number }) => string,
): TextEdit {
  const before = textOf(placed, { start: 0, end: option.start });
  return editOf(placed, { start: before.replace(/[ \t]+$/, '').length, end: option.end }, '');
}

/** The edits that make an expression take a constant where it is null or empty: `Coalesce(…, "unknown")`. */
export function withCoalesce(placed: PlacedDeclaration, source: Expression, constant: string): TextEdit[] {
  const { start, end } = source;
  if (source.kind === 'call' && source.name === 'Coalesce')
    return [editOf(placed, { start: end - 1, end: end - 1 }, `, ${constant}`)];
  return [editOf(placed, { start, end: start }, 'Coalesce('), editOf(placed, { start: end, end }, `, ${constant})`)];
}

/** Why null values cannot flow into the target of an inbound mapping; undefined where they can. */
export function whyNoNulls(
  { declaration }: PlacedDeclaration<MapDeclaration>,
  target: string,
  context: Pick<DeclarationContext, 'pair' | 'target'>,
): string | undefined {
  if (optionOf(declaration, 'match') !== undefined)
    return `An account whose ${target} is emptied is never found again.`;
  if (optionOf(declaration, 'on create') !== undefined)
    return 'Null values flow in updates alone, and this mapping flows at creation.';
  if (context.pair === 'SuccessFactors->EntraID' && REQUIRED.has(target))
    return `Every account needs ${target}, so Entra ID refuses to empty it.`;
  if (context.target(target)?.multivalued === true)
    return `Null values flow into attributes of one value, and ${target} holds several.`;
  return undefined;
}
