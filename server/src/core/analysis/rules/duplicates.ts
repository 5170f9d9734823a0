import type { PlacedDeclaration, Span } from '../../language/syntax.ts';
import { declarationsOf } from '../bind.ts';
import { editOf, type Rule } from '../diagnostic.ts';

interface Named {
  readonly placed: PlacedDeclaration;
  readonly name: (Span & { readonly text: string }) | undefined;
}

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
    const seen = new Set<string>();
    for (const { kind, keyword } of context.file.blocks) {
      if (kind === 'test') continue;
      if (seen.has(kind))
        context.reportAt(keyword, {
          message: `The block ${kind} stands once in a file. Move its lines into the first one.`,
        });
      seen.add(kind);
    }
    for (const second of declarationsOf(context.file, 'actions').slice(1)) {
      context.report(second, second.declaration, { message: 'actions stands once in a file.' });
    }
    const attributes = declarationsOf(context.file, 'attribute');
    const groups: readonly (readonly [string, readonly Named[]])[] = [
      [
        'The parameter',
        declarationsOf(context.file, 'param').map((placed) => ({ placed, name: placed.declaration.name })),
      ],
      [
        'The sample',
        declarationsOf(context.file, 'sample').map((placed) => ({ placed, name: placed.declaration.name })),
      ],
      [
        'The source attribute',
        attributes
          .filter(({ declaration }) => declaration.block === 'source')
          .map((placed) => ({ placed, name: placed.declaration.name })),
      ],
      [
        'The target attribute',
        attributes
          .filter(({ declaration }) => declaration.block === 'target')
          .map((placed) => ({ placed, name: placed.declaration.name })),
      ],
      [
        'The target',
        declarationsOf(context.file, 'map').map((placed) => ({ placed, name: placed.declaration.target })),
      ],
    ];
    for (const [what, declared] of groups) {
      const names = new Set<string>();
      for (const { placed, name } of declared) {
        if (name === undefined) continue;
        if (names.has(name.text)) {
          const verb = what === 'The target' ? 'mapped' : 'declared';
          context.report(placed, name, {
            message: `${what} ${name.text} is ${verb} twice. The first one counts; a target can be fed once.`.replace(
              verb === 'mapped' ? '' : '; a target can be fed once',
              '',
            ),
            fixes: [
              {
                title: `Remove this ${verb === 'mapped' ? 'mapping' : 'declaration'}`,
                edits: [editOf(placed, placed.declaration, '')],
              },
            ],
          });
        }
        names.add(name.text);
      }
    }
  },
};
