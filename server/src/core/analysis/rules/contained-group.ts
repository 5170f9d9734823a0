import type { PlacedDeclaration, ScopeDeclaration } from '../../language/syntax.ts';
import { scopeOperators } from '../../mapping/scope-operators.ts';
import { declarationsOf } from '../bind.ts';
import { type Fix, type Rule, type RuleContext, relatedTo } from '../diagnostic.ts';
import { removeDeclaration } from '../removal.ts';

type Group = PlacedDeclaration<ScopeDeclaration>;

/** More clauses than this are compared as a whole alone. */
const MOST_CLAUSES = 6;

/** Groups are alternatives: one that asks for all that another asks for, and more, lets nobody else in. */
export const containedGroup: Rule = {
  code: 'SFM2107',
  severity: 'information',
  title: 'A scope group that another one contains',
  page: {
    why: `Groups are alternatives: who passes one of them is in scope. A group that has all clauses of another one, and perhaps more, lets in nobody whom that one does not let in already. Often the author meant both to hold: then the clauses belong into one group.`,
    wrong: `provision SuccessFactors -> EntraID

scope {
  "Active":         [emplStatus] EQUALS "A"
  "Active in Labs": [emplStatus] EQUALS "A" and [company] EQUALS "Contoso Labs"
}

map {
  employeeId <- [personIdExternal]  match 1
}
`,
    right: `provision SuccessFactors -> EntraID

scope {
  [emplStatus] EQUALS "A" and [company] EQUALS "Contoso Labs"
}

map {
  employeeId <- [personIdExternal]  match 1
}
`,
    sources: ['Scoping users or groups to be provisioned with scoping filters'],
  },
  check(context) {
    const groups = declarationsOf(context.file, 'scope');
    if (groups.length < 2) return;
    const keys = groups.map(keysOf);
    const first = new Map<string, number>();
    keys.forEach((own, index) => {
      if (own !== undefined && !first.has(joined(own))) first.set(joined(own), index);
    });
    // A group that this one contains shares each of its clauses.
    const times = new Map<string, number>();
    for (const own of keys) for (const key of own ?? []) times.set(key, (times.get(key) ?? 0) + 1);
    groups.forEach((placed, index) => {
      const own = keys[index];
      const shared = own?.filter((key) => (times.get(key) ?? 0) > 1) ?? [];
      if (own === undefined || shared.length === 0) return;
      const other = subsetsOf(shared)
        .map((subset) => first.get(joined(subset)))
        .find((found) => found !== undefined && found !== index);
      const group = other === undefined ? undefined : groups[other];
      if (other === undefined || group === undefined) return;
      const same = keys[other]?.length === own.length;
      const name = group.declaration.name?.value;
      context.report(placed, placed.declaration, {
        message: `Whoever passes this group passes ${name === undefined ? 'another one' : `"${name}"`} too: groups are alternatives. It lets nobody else in.`,
        unnecessary: true,
        related: relatedTo(group, group.declaration.name ?? group.declaration, 'The group that takes them in'),
        fixes: fixesFor(context, placed, group, same),
      });
    });
  },
};

/** Who is in scope stays as it is, or both groups shall hold: then the one that says less goes. */
function fixesFor(context: RuleContext, narrow: Group, wide: Group, same: boolean): Fix[] {
  const removal = (group: Group, title: string): Fix[] => {
    const { offset, declaration } = group;
    // Without the group a parameter might be used no more.
    if (context.file.text.slice(offset, offset + declaration.end).includes('{{')) return [];
    return [{ title, edits: [removeDeclaration(context.file, group)] }];
  };
  const keep = removal(narrow, 'Remove this group');
  if (same) return keep;
  const name = wide.declaration.name === undefined ? 'the other group' : `"${wide.declaration.name.value}"`;
  return [...keep, ...removal(wide, `Remove ${name}, so that only who passes this group is in scope`)];
}

/** A declaration is the same object until its text changes. */
const known = new WeakMap<ScopeDeclaration, readonly string[] | null>();

/** What each clause asks, sorted; undefined for a group that cannot be read whole. */
function keysOf({ declaration, problems }: PlacedDeclaration<ScopeDeclaration>): readonly string[] | undefined {
  let keys = known.get(declaration);
  if (keys === undefined) {
    keys = problems.length > 0 ? null : (clauseKeys(declaration) ?? null);
    known.set(declaration, keys);
  }
  return keys ?? undefined;
}

function clauseKeys({ clauses }: ScopeDeclaration): readonly string[] | undefined {
  if (clauses.length === 0) return undefined;
  if (clauses.some(({ attribute, operator }) => attribute === undefined || !scopeOperators.has(operator?.text ?? '')))
    return undefined;
  const keys = clauses.map(({ attribute, operator, values }) =>
    JSON.stringify([attribute?.name, operator?.text, ...new Set(values.map(({ value }) => value))]),
  );
  return [...new Set(keys)].sort();
}

/** The group itself and, if it is not too large, all that have some of its clauses. */
function subsetsOf(keys: readonly string[]): (readonly string[])[] {
  if (keys.length > MOST_CLAUSES) return [keys];
  return Array.from({ length: 2 ** keys.length - 1 }, (_, bits) => keys.filter((__, i) => ((bits + 1) >> i) & 1));
}

const joined = (keys: readonly string[]) => keys.join('\n');
