import type { MappingModel } from '../analysis/model.ts';
import type { Json } from '../json.ts';
import { attributeReader } from './read-attributes.ts';
import { clauseHolds, clauseText, groupText } from './scope.ts';

/** What one group of a scoping filter says about a person. */
export interface GroupVerdict {
  /** Its name, or its clauses where it has none. */
  readonly group: string;
  /** The first clause that does not hold; absent where the group takes the person in. */
  readonly failing?: {
    readonly clause: string;
    readonly attribute: string;
    /** What the person has; several texts of a list, and null for nothing. */
    readonly found: string | readonly string[] | null;
  };
}

/** Everything that a scoping filter says about a person: of each group, not of the deciding one alone. */
export interface ScopeVerdict {
  readonly inScope: boolean;
  readonly groups: readonly GroupVerdict[];
}

/**
 * Judges a person by every group of the scope. Without a scope everybody is in; one whose groups cannot be read lets
 * nobody in. Never throws.
 *
 * @param payload A PerPerson object, or for a writeback an Entra user.
 */
export function scopeVerdict(
  model: MappingModel,
  payload: Json,
  parameters: ReadonlyMap<string, string> | undefined,
): ScopeVerdict {
  if (!model.scoped) return { inScope: true, groups: [] };
  const attributes = attributeReader(model, payload, parameters);
  const read = (name: string) => attributes(name)?.value ?? null;
  const groups = model.scope.map(({ declaration }): GroupVerdict => {
    const group = groupText(declaration, parameters);
    const failing = declaration.clauses.find((clause) => !clauseHolds(clause, read, parameters));
    if (failing === undefined && declaration.clauses.length > 0) return { group };
    const attribute = failing?.attribute?.name ?? '?';
    const clause = failing === undefined ? 'a clause that could not be read' : clauseText(failing, parameters);
    return { group, failing: { clause, attribute, found: read(attribute) } };
  });
  return { inScope: groups.some(({ failing }) => failing === undefined), groups };
}
