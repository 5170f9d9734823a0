import type { AttributeDeclaration, Declaration, Name, PlacedDeclaration, Span } from '../../language/syntax.ts';
import { declarationsOf } from '../bind.ts';
import { editOf, type RelatedPlace, type Rule, type RuleContext, relatedTo } from '../diagnostic.ts';

/** Blocks stand once, and so does every name: Graph refuses a schema that maps a target twice. */
export const duplicates: Rule = {
  code: 'SFM1102',
  severity: 'error',
  title: 'Declared twice',
  page: {
    why: 'A block, a parameter, a sample, an attribute or a target stands twice. The first one counts. In the portal a target can be mapped once only, and the service refuses a schema that maps it twice.\n\nMostly the second line was meant for another name, or both belong into one expression: `Coalesce([a], [b])` takes the first one that has a value.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  department  <- [department]
  department  <- [division]
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  department  <- Coalesce([department], [division])
}
`,
    sources: ['Microsoft Graph, "Update synchronizationSchema"'],
  },
  check(context) {
    const seen = new Map<string, Span>();
    for (const { kind, keyword } of context.file.blocks) {
      if (kind === 'test') continue;
      const first = seen.get(kind);
      if (first === undefined) seen.set(kind, keyword);
      else
        context.reportAt(keyword, {
          message: `The block ${kind} stands once in a file. Move its lines into the first one.`,
          related: [{ ...first, message: `The first ${kind}` }],
        });
    }
    const [actions, ...others] = declarationsOf(context.file, 'actions');
    for (const second of others) {
      context.report(second, second.declaration, {
        message: 'actions stands once in a file.',
        ...(actions === undefined ? {} : { related: relatedTo(actions, actions.declaration, 'The first actions') }),
      });
    }
    for (const twice of repeated(declarationsOf(context.file, 'param'), ({ name }) => name)) {
      declaredTwice(context, twice, twice.placed.declaration.name, 'The parameter');
    }
    for (const twice of repeated(declarationsOf(context.file, 'sample'), ({ name }) => name)) {
      declaredTwice(context, twice, twice.placed.declaration.name, 'The sample');
    }
    const groups = new Map<string, readonly RelatedPlace[]>();
    for (const placed of declarationsOf(context.file, 'scope')) {
      const { name } = placed.declaration;
      if (name === undefined) continue;
      const related = groups.get(name.value);
      if (related === undefined) groups.set(name.value, relatedTo(placed, name, `The first "${name.value}"`));
      else
        context.report(placed, name, {
          message: `Two groups of the scope are called "${name.value}". The portal and a comparison tell groups apart by their names: give this one another.`,
          related,
        });
    }
    const maps = declarationsOf(context.file, 'map');
    const twice = maps.length === context.model.mappings.length ? [] : repeated(maps, ({ target }) => target);
    for (const { placed, related } of twice) {
      const { target } = placed.declaration;
      if (target === undefined) continue;
      context.report(placed, target, {
        message: `The target ${target.text} is mapped twice. The first one counts; a target can be fed once.`,
        fixes: [{ title: 'Remove this mapping', edits: [editOf(placed, placed.declaration, '')] }],
        related,
      });
    }
    for (const block of ['source', 'target'] as const) {
      // What a file declares is the same object while no declaration of it has changed.
      const list = block === 'source' ? context.model.sources : context.model.targets;
      if (distinct.has(list)) continue;
      const nameIn = ({ block: own, name }: AttributeDeclaration) => (own === block ? name : undefined);
      const again = repeated(declarationsOf(context.file, 'attribute'), nameIn);
      for (const one of again) declaredTwice(context, one, one.placed.declaration.name, `The ${block} attribute`);
      if (again.length === 0) distinct.add(list);
    }
  },
};

/** Lists of attributes that are known to come from declarations of different names. */
const distinct = new WeakSet<object>();

interface Repeated<D extends Declaration> {
  readonly placed: PlacedDeclaration<D>;
  /** Where the first one stands. */
  readonly related: readonly RelatedPlace[];
}

/** The declarations whose name an earlier one has. */
function repeated<D extends Declaration>(
  declarations: readonly PlacedDeclaration<D>[],
  nameOf: (declaration: D) => Name | undefined,
): Repeated<D>[] {
  const names = new Map<string, PlacedDeclaration<D>>();
  const found: Repeated<D>[] = [];
  for (const placed of declarations) {
    const name = nameOf(placed.declaration);
    if (name === undefined) continue;
    const first = names.get(name.text);
    if (first === undefined) names.set(name.text, placed);
    else found.push({ placed, related: relatedTo(first, nameOf(first.declaration) ?? name, `The first ${name.text}`) });
  }
  return found;
}

function declaredTwice(
  context: RuleContext,
  { placed, related }: Repeated<Declaration>,
  name: Name | undefined,
  what: string,
): void {
  if (name === undefined) return;
  context.report(placed, name, {
    message: `${what} ${name.text} is declared twice. The first one counts.`,
    fixes: [{ title: 'Remove this declaration', edits: [editOf(placed, placed.declaration, '')] }],
    related,
  });
}
