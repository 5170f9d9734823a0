import * as z from 'zod';
import type { Outsider, PersonPreview } from '../plan/person-preview.ts';
import { plannedPersonSchema } from '../plan/plan-schema.ts';

/** What is kept of a person beside the key: encrypted, or not at all. */
export const personContentSchema = z.strictObject({
  name: z.string(),
  userPrincipalName: z.string(),
  /** Why nothing, or not everything, was planned. */
  reasons: z.array(z.string()),
  /** Of an inbound run: the HR situation, and how the account was found. */
  about: plannedPersonSchema.shape.account,
  /** Only of somebody who is written. */
  change: plannedPersonSchema.pick({ primaryNow: true, calls: true, account: true }).exactOptional(),
});
export type PersonContent = z.infer<typeof personContentSchema>;

/** The step at which a person's way through a run ended before anything was sent. */
export type Step = 'import' | 'scope' | 'match' | 'action';

export type Outcome =
  | 'not found'
  | 'out of scope'
  | 'not linked'
  | 'unchanged'
  | 'refused'
  | 'error'
  | 'update'
  | 'create'
  | 'disable'
  | 'delete';

/** A person as a run keeps them: every one that was read has one, also when nothing was written. */
export interface PersonEntry {
  readonly person: string | null;
  readonly step: Step;
  readonly outcome: Outcome;
  /** Whether the person is in scope; of somebody who is not, the account may be disabled or deleted all the same. */
  readonly inScope: boolean;
  readonly content: PersonContent;
}

const early: Readonly<Record<'import' | 'scope' | 'match', Outcome>> = {
  import: 'not found',
  scope: 'out of scope',
  match: 'not linked',
};

/** What a run keeps of somebody whom its plan looked at. */
export function personEntry(preview: PersonPreview): PersonEntry {
  const { personIdExternal, name, userPrincipalName, primaryNow, calls, account, refusals, errors } = preview;
  const reasons = [...refusals, ...errors].map(({ group, reason }) => (group ? `${group}: ${reason}` : reason));
  const change = calls.length === 0 ? {} : { change: { primaryNow, calls, ...(account && { account }) } };
  // A plan as it was read: lists that may be changed, which nobody does.
  const about = account && { about: account };
  const content = personContentSchema.parse({ name, userPrincipalName, reasons, ...about, ...change });
  const end = ending(preview);
  const inScope = end.outcome !== 'out of scope' && account?.outOfScope === undefined;
  return { person: personIdExternal, ...end, inScope, content };
}

function ending({ calls, account, refusals, errors }: PersonPreview): {
  readonly step: Step;
  readonly outcome: Outcome;
} {
  if (calls.length > 0) return { step: 'action', outcome: written(account) };
  const step = errors.find((error) => error.step !== undefined)?.step;
  if (step !== undefined) return { step, outcome: early[step] };
  if (errors.length > 0) return { step: 'action', outcome: 'error' };
  return { step: 'action', outcome: refusals.length > 0 ? 'refused' : 'unchanged' };
}

/** What comes back in an undo counts as updated, as rows do. */
function written(account: PersonPreview['account']): Outcome {
  const action = account?.action;
  return action === 'create' || action === 'disable' || action === 'delete' ? action : 'update';
}

/** What a run keeps of somebody who was read and is out of scope. */
export function outsiderEntry({ personIdExternal, name, userPrincipalName, reason }: Outsider): PersonEntry {
  const content = { name, userPrincipalName, reasons: reason === '' ? [] : [reason] };
  return { person: personIdExternal, step: 'scope', outcome: 'out of scope', inScope: false, content };
}
