import type { DeclaredName, OpaqueDeclaration, PlacedDeclaration } from '../language/syntax.ts';

/** Names that are declared by lines which could not be read. They are known, and have no meaning. */
export interface UnreadNames {
  /** The pair of systems is written, and not understood. */
  readonly provision: boolean;
  readonly params: ReadonlySet<string>;
  readonly samples: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
  /** Targets that a line of `map` feeds, nobody knows with what. */
  readonly mappings: ReadonlySet<string>;
}

/** Most files have none. */
const NONE: UnreadNames = {
  provision: false,
  params: new Set(),
  samples: new Set(),
  sources: new Set(),
  targets: new Set(),
  mappings: new Set(),
};

/** The names that the declarations of a file declare which could not be read. */
export function unreadNames(declarations: readonly PlacedDeclaration<OpaqueDeclaration>[]): UnreadNames {
  const declared = declarations.flatMap(({ declaration: { declares } }) => declares ?? []);
  if (declared.length === 0) return NONE;
  const named = (...kinds: readonly DeclaredName['kind'][]) =>
    new Set(declared.flatMap((one) => (one.kind !== 'provision' && kinds.includes(one.kind) ? [one.name.text] : [])));
  return {
    provision: declared.some(({ kind }) => kind === 'provision'),
    params: named('param'),
    samples: named('sample'),
    sources: named('source', 'entry'),
    targets: named('target', 'entry'),
    mappings: named('map'),
  };
}
