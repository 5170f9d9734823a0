import type { MappingModel } from '../core/analysis/model.ts';
import { writebackTargets } from '../core/catalog/writeback-targets.ts';
import { builtInModel } from '../core/entity-model/built-in-model.ts';
import { personQuery } from '../core/query/person-query.ts';

/** An entity that a mapping's query reads. */
export interface EntityRead {
  /** Its name; for one that the entity model does not know, the navigation that leads to it. */
  readonly name: string;
  /** From PerPerson, as `$expand` writes it; absent for PerPerson itself. */
  readonly path?: string;
  /** Whether a collection of this name can be read by itself. */
  readonly known: boolean;
}

/**
 * The entities that a mapping's query reads, PerPerson first, each once, by the shortest way. Without a model, those that
 * every writeback compares.
 */
export function entitiesRead(model: MappingModel | undefined): readonly EntityRead[] {
  const paths = new Set<string>();
  for (const path of personQuery(model).expand) {
    const steps = path.split('/');
    for (let length = 1; length <= steps.length; length += 1) paths.add(steps.slice(0, length).join('/'));
  }
  const found = new Map<string, EntityRead>([['PerPerson', { name: 'PerPerson', known: true }]]);
  for (const path of [...paths].sort((a, b) => depth(a) - depth(b))) {
    const entity = targetOf(path);
    const name = entity ?? path.slice(path.lastIndexOf('/') + 1);
    if (!found.has(name)) found.set(name, { name, path, known: entity !== undefined });
  }
  return [...found.values()];
}

const depth = (path: string): number => path.split('/').length;

function targetOf(path: string): string | undefined {
  let entity = builtInModel.entity('PerPerson');
  for (const step of path.split('/')) {
    const member = entity && builtInModel.member(entity, step);
    entity = member?.kind === 'navigation' ? builtInModel.entity(member.navigation.target) : undefined;
  }
  return entity?.name;
}

/** An entity that a mapping writes, with the fields that it writes there. */
export interface EntityWritten {
  readonly name: string;
  readonly fields: readonly string[];
}

const ENTITIES = { email: 'PerEmail', businessPhone: 'PerPhone', cellPhone: 'PerPhone', user: 'User' } as const;

/** The entities that a writeback writes; none for an inbound mapping. Without a model, all that a writeback can. */
export function entitiesWritten(model: MappingModel | undefined): readonly EntityWritten[] {
  if (model?.direction === 'inbound') return [];
  if (model?.direction === undefined) return ['PerEmail', 'PerPhone', 'User'].map((name) => ({ name, fields: [] }));
  const written = new Map<string, Set<string>>();
  for (const { target, match } of model.mappings) {
    const known = writebackTargets.get(target);
    // What people are matched by is read alone.
    if (known === undefined || known.group === 'person' || match !== undefined) continue;
    const name = ENTITIES[known.group];
    written.set(name, (written.get(name) ?? new Set()).add(known.property));
  }
  return [...written].map(([name, fields]) => ({ name, fields: [...fields] }));
}
