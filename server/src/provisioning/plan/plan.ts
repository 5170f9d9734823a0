import type * as z from 'zod';
import { DEFAULT_LIMITS } from '../../core/analysis/bind-limits.ts';
import type { BoundLimit } from '../../core/analysis/model.ts';
import { readingRank } from './change-kinds.ts';
import { type Listed, PackedList } from './packed-list.ts';
import type { Outsider, PersonPreview, WritebackPreview } from './person-preview.ts';
import { planContradiction } from './plan-contradiction.ts';
import { planHeaderSchema, plannedPersonSchema, planVersion } from './plan-schema.ts';

export type PlanHeader = z.infer<typeof planHeaderSchema>;

/** What was agreed on: every change with the row as it was read. */
export interface Plan extends PlanHeader {
  /** In the order in which they are read: errors, refusals, changes, the rest. */
  readonly people: Listed<PersonPreview>;
  /** Who was read and is out of scope. */
  readonly outside: Listed<Outsider>;
}

/** Where a plan is to be applied. */
export type PlanConnection = Plan['connection'];

/** The Entra tenant that an inbound plan writes to. */
export type PlanTarget = NonNullable<Plan['target']>;

/** What a plan is made of. */
export interface NewPlan {
  readonly preview: WritebackPreview;
  /** Name of the mapping file, without folders, and the SHA-256 of its text. */
  readonly mapping: Plan['mapping'];
  readonly connection: PlanConnection;
  /** Of an inbound plan. */
  readonly target?: PlanTarget | undefined;
  readonly watermark?: Plan['watermark'] | undefined;
  /** Everybody in scope was looked at. */
  readonly complete: boolean;
  readonly created: Date;
  /** What the mapping allows; whether the plan keeps them says `budget.ts`, now and again before it is applied. */
  readonly limits?: readonly Pick<BoundLimit, 'kind' | 'attribute' | 'most' | 'unit'>[];
  /** The run that the plan takes back. */
  readonly undoes?: string;
}

/**
 * Makes a plan of a preview. People without a change stay in it: who looks at the plan sees the refused and the failed.
 */
export function makePlan(made: NewPlan): Plan {
  const { preview, mapping, connection, target, watermark, complete, created, limits = DEFAULT_LIMITS, undoes } = made;
  const kind = target === undefined ? 'writeback' : 'inbound';
  const header = planHeaderSchema.parse({
    sfmapPlan: planVersion,
    ...(undoes === undefined ? { kind } : { kind: 'undo', undoes }),
    created: created.toISOString(),
    mapping,
    connection,
    ...(target && { target }),
    ...(watermark && { watermark }),
    complete,
    ...(preview.changes && { changes: preview.changes }),
    limits: limits.map(planLimit),
    totals: preview.totals,
  });
  const people = preview.people instanceof PackedList ? preview.people : packedPeople(preview.people);
  for (const person of people) plannedPersonSchema.parse(person);
  const plan = { ...header, people, outside: preview.outside ?? [] };
  const contradiction = planContradiction(plan);
  if (contradiction !== undefined) throw new Error(`The plan would contradict itself: ${contradiction}.`);
  return plan;
}

/** People of a plan, sorted as they are read. */
export function packedPeople(people: Iterable<PersonPreview> = []): PackedList<PersonPreview> {
  return PackedList.of(people, readingRank);
}

/** A limit as a plan holds it: without its place in the mapping. */
export function planLimit({ kind, attribute, most, unit }: Pick<BoundLimit, 'kind' | 'attribute' | 'most' | 'unit'>) {
  return { kind, ...(attribute !== undefined && { attribute }), most, unit };
}

/** The system that a plan writes to. */
export function writtenTenant({ connection, target }: Pick<Plan, 'connection' | 'target'>): WrittenTenant {
  if (target === undefined) return { system: 'SuccessFactors', host: connection.host, name: connection.company };
  return { system: 'Entra ID', host: target.host, name: target.tenant };
}

/** Whether two names are of one tenant. */
export function isSameTenant(one: WrittenTenant, other: WrittenTenant): boolean {
  return one.system === other.system && one.host === other.host && one.name === other.name;
}

/** A tenant that one run at a time writes to. */
export interface WrittenTenant {
  readonly system: 'SuccessFactors' | 'Entra ID';
  readonly host: string;
  /** The company, or the tenant's domain or id. */
  readonly name: string;
}
