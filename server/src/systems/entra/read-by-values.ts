import { mostInBatch } from './batch.ts';
import { type RunOutcome, runBatches } from './batch-run.ts';
import { graphAddress } from './graph-address.ts';
import type { GraphClient } from './graph-client.ts';
import { type GraphCollection, type GraphPage, type Identified, pageOf, readObjects } from './graph-pages.ts';
import { graphRefusal } from './graph-refusal.ts';
import { anyOf, mostValues, needsAdvanced } from './user-filter.ts';

/** Users who have one of some values. */
export interface ValuesQuery {
  /** Graph's name, a step into a complex property after a slash. */
  readonly property: string;
  readonly values: readonly string[];
  /** `$select` and `$expand`. */
  readonly query: Readonly<Record<string, string>>;
  readonly permission: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Users whose property has one of the values, each once. Graph takes 15 values in one question, so that many are asked
 * for in batches of 20 questions.
 *
 * @throws SfmapError exit 3: one of the questions was not answered; exit 1: cancelled.
 */
export async function* readByValues(client: GraphClient, asked: ValuesQuery): AsyncGenerator<Identified> {
  const questions = questionsOf(asked);
  const seen = new Set<string>();
  for (let at = 0; at < questions.length; at += mostInBatch) {
    const some = questions.slice(at, at + mostInBatch);
    const [only] = some;
    const answers = some.length === 1 && only ? [readObjects(client, only)] : await askTogether(client, some);
    for (const users of answers) {
      for await (const user of users) {
        if (seen.has(user.id)) continue;
        seen.add(user.id);
        yield user;
      }
    }
  }
}

function questionsOf({ property, values, query, permission, signal }: ValuesQuery): readonly GraphCollection[] {
  const advanced = needsAdvanced(property);
  const asked = [...new Set(values)];
  const questions: GraphCollection[] = [];
  for (let at = 0; at < asked.length; at += mostValues) {
    const $filter = anyOf(property, asked.slice(at, at + mostValues));
    const options = { ...query, $filter, ...(advanced && { $count: 'true' }) };
    questions.push({ path: 'users', query: options, advanced, permission, signal });
  }
  return questions;
}

/** The answers to several questions, in their order. One whose answer has more pages is read by itself. */
async function askTogether(
  client: GraphClient,
  questions: readonly GraphCollection[],
): Promise<readonly (readonly Identified[] | AsyncIterable<Identified>)[]> {
  const items = questions.map(({ path, query, advanced }) => ({
    method: 'GET' as const,
    address: graphAddress(path, query),
    ...(advanced && { advanced }),
  }));
  const [{ permission, signal } = { permission: '' }] = questions;
  const outcomes = await runBatches(client, items, { permission, signal });
  return questions.map((question, place) => {
    const page = answered(client, outcomes[place], question);
    return page.next === undefined ? page.value : readObjects(client, question);
  });
}

function answered(
  client: GraphClient,
  outcome: RunOutcome | undefined,
  { path, permission }: GraphCollection,
): GraphPage {
  if (outcome !== undefined && outcome.state !== 'answered') throw outcome.problem;
  if (outcome === undefined || outcome.status >= 400) {
    throw graphRefusal(outcome ?? { status: 500, headers: new Map(), body: undefined }, permission);
  }
  return pageOf(client, outcome.body, path);
}
