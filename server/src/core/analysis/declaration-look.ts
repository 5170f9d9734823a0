import type { PlacedDeclaration } from '../language/syntax.ts';
import type { ChangedNames } from './change.ts';
import type {
  DeclarationContext,
  Diagnostic,
  Finding,
  Fix,
  RelatedPlace,
  Rule,
  RuleContext,
  Severity,
  TextEdit,
} from './diagnostic.ts';
import type { BoundMapping } from './model.ts';

/** What the rules say about one declaration, and what they asked the file for. */
export interface DeclarationLook {
  /** Offsets relative to the declaration. */
  readonly found: readonly Diagnostic[];
  readonly asked?: Asked;
  /** Something of another place of the file went into it: it holds for one version of the text alone. */
  readonly again?: true;
}

interface Asked {
  readonly attributes: string[];
  readonly mappings: string[];
  lists: boolean;
}

/** Said about most declarations, so there is one of it. */
const NOTHING: DeclarationLook = { found: [] };

/** Whether what was said about a declaration may be wrong after a change elsewhere. */
export function isStale({ asked, again }: DeclarationLook, changed: ChangedNames): boolean {
  if (again === true) return true;
  if (asked === undefined) return false;
  return (
    (changed.lists && asked.lists) ||
    (changed.attributes.size > 0 && asked.attributes.some((name) => changed.attributes.has(name))) ||
    (changed.mappings.size > 0 && asked.mappings.some((name) => changed.mappings.has(name)))
  );
}

type Check = (placed: PlacedDeclaration, context: DeclarationContext) => void;
type CheckOfRule = readonly [rule: Rule, check: Check];

let sorted:
  | { readonly rules: readonly Rule[]; readonly checks: ReadonlyMap<string, readonly CheckOfRule[]> }
  | undefined;

/** What rules have to say about each kind of declaration. The rules of one file are mostly those of the next. */
function checksByKind(rules: readonly Rule[]): ReadonlyMap<string, readonly CheckOfRule[]> {
  const known = sorted;
  if (known?.rules.length === rules.length && rules.every((rule, i) => rule === known.rules[i])) return known.checks;
  const checks = new Map<string, CheckOfRule[]>();
  for (const rule of rules) {
    for (const [kind, check] of Object.entries(rule.each ?? {})) {
      const ofKind = checks.get(kind);
      if (ofKind === undefined) checks.set(kind, [[rule, check as Check]]);
      else ofKind.push([rule, check as Check]);
    }
  }
  sorted = { rules, checks };
  return checks;
}

/**
 * A function that looks at one declaration with every rule that has something to say about its kind.
 *
 * @param wholeOf The context in which a rule sees the whole file.
 */
export function declarationLooker(
  rules: readonly Rule[],
  wholeOf: (rule: Rule) => RuleContext,
): (placed: PlacedDeclaration) => DeclarationLook {
  const [first] = rules;
  if (first === undefined) return () => NOTHING;
  const { file, model, levels, ...environment } = wholeOf(first);
  const checks = checksByKind(rules);
  let mappings: ReadonlyMap<string, BoundMapping> | undefined;
  const mappingOf = (target: string) => {
    current.asked.mappings.push(target);
    mappings ??= new Map(model.mappings.map((mapping) => [mapping.target, mapping]));
    return mappings.get(target);
  };
  let current: { rule: Rule; found: Diagnostic[]; asked: Asked; again: boolean };
  const { reportAt: _, report: __, ...given } = environment;
  const context: DeclarationContext = {
    ...given,
    ...(levels === undefined ? {} : { levels }),
    direction: model.direction,
    pair: model.pair,
    textOf: ({ offset }, { start, end }) => file.text.slice(offset + start, offset + end),
    source: (name) => {
      current.asked.attributes.push(name);
      return model.sources.get(name);
    },
    target: (name) => {
      current.asked.attributes.push(name);
      return model.targets.get(name);
    },
    mapping: mappingOf,
    isMapped: (target) => mappingOf(target) !== undefined || model.unread.mappings.has(target),
    isUnread: (block, name) => {
      current.asked.attributes.push(name);
      return (block === 'source' ? model.unread.sources : model.unread.targets).has(name);
    },
    isRead: (name) => {
      current.asked.attributes.push(name);
      return model.used.has(name);
    },
    // A `param` line that comes or goes has every declaration looked at again.
    declaresParameter: (name) => model.parameters.has(name) || model.unread.params.has(name),
    parameterNames: () => model.parameters.keys(),
    sourceNames: () => {
      current.asked.lists = true;
      return model.sources.keys();
    },
    targetNames: () => {
      current.asked.lists = true;
      return model.targets.keys();
    },
    whole: () => {
      current.again = true;
      return wholeOf(current.rule);
    },
    report: (placed, span, finding) => {
      const { rule, found } = current;
      const diagnostic = diagnosticOf(rule, levels?.get(rule.code), span, finding, placed.offset);
      found.push(diagnostic);
      const inside = (edit: TextEdit) => edit.start >= 0 && edit.end <= placed.declaration.end;
      // What stands elsewhere moves by edits that do not touch this declaration.
      const alone = diagnostic.fixes.every(({ edits }) => edits.every(inside));
      if (!alone || diagnostic.related !== undefined) current.again = true;
    },
  };
  return (placed) => {
    const looks = checks.get(placed.declaration.kind);
    if (looks === undefined) return NOTHING;
    const asked: Asked = { attributes: [], mappings: [], lists: false };
    const found: Diagnostic[] = [];
    current = { rule: first, found, asked, again: false };
    for (const [rule, check] of looks) {
      current.rule = rule;
      check(placed, context);
    }
    const silent = asked.attributes.length === 0 && asked.mappings.length === 0 && !asked.lists;
    if (silent && found.length === 0 && !current.again) return NOTHING;
    return { found, ...(silent ? {} : { asked }), ...(current.again ? { again: true } : {}) };
  };
}

/** A finding with its level; offsets less `origin`, edits included. */
export function diagnosticOf(
  rule: Rule,
  level: Severity | 'off' | undefined,
  { start, end }: { readonly start: number; readonly end: number },
  { message, fixes = [], severity = rule.severity, related, ...rest }: Finding,
  origin = 0,
): Diagnostic {
  return {
    code: rule.code,
    severity: level === undefined || level === 'off' ? severity : level,
    message,
    start,
    end,
    fixes: origin === 0 ? fixes : movedFixes(fixes, -origin),
    ...rest,
    ...movedRelated(related, -origin),
  };
}

/** Related places that stand elsewhere; nothing where there are none. */
export function movedRelated(
  related: readonly RelatedPlace[] | undefined,
  by: number,
): { readonly related?: readonly RelatedPlace[] } {
  if (related === undefined) return {};
  if (by === 0) return { related };
  return { related: related.map(({ start, end, message }) => ({ start: start + by, end: end + by, message })) };
}

/** Fixes whose edits stand elsewhere. */
export function movedFixes(fixes: readonly Fix[], by: number): readonly Fix[] {
  return fixes.map((fix) => ({
    ...fix,
    edits: fix.edits.map(({ start, end, text }) => ({ start: start + by, end: end + by, text })),
  }));
}
