import type { MappingModel } from '../core/analysis/model.ts';
import { SfmapError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { oneLine } from '../core/one-line.ts';
import {
  isInSituation,
  nameFilter,
  type SoughtSituation,
  searchShape,
  situationFilter,
} from '../core/query/people-search.ts';
import { workerOf } from '../provisioning/inbound/worker.ts';
import type { EmployeeCentralClient } from '../systems/successfactors/employee-central.ts';
import { openDirectory, openEmployeeCentral } from './open-tenant.ts';
import { type RunContext, waiting } from './plan-writeback.ts';
import type { FindPeopleResult } from './protocol.ts';

type Context = Pick<RunContext, 'connection' | 'secrets' | 'env' | 'now' | 'progress' | 'signal' | 'onDeviceCode'>;
type FoundPerson = FindPeopleResult['people'][number];

/** People of one answer to a name. */
const mostNamed = 50;
/** People who are looked at for a situation, and of those who are in it. */
const mostLooked = 2_000;
const mostInSituation = 5;
const longestName = 100;
/** A word more tells nothing more, and the number of expressions of a filter is limited (KBA 3389932). */
const mostWords = 4;

/**
 * People whose name begins with some words, or who have an id: workers of SuccessFactors, for a writeback users of Entra
 * ID. Who begins later has no name in SuccessFactors yet.
 *
 * @throws SfmapError exit 2: nothing to look for; exit 3: the system refused or failed.
 */
export async function findByName(model: MappingModel, name: string, context: Context): Promise<FindPeopleResult> {
  const words = wordsOf(name);
  return model.direction === 'writeback' ? usersNamed(name.trim(), words, context) : workersNamed(words, context);
}

function wordsOf(name: string): readonly string[] {
  const words = name.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length > 0 && name.length <= longestName && name.isWellFormed() && !/\p{Cc}/u.test(name))
    return words.slice(0, mostWords);
  throw new SfmapError(
    'SFM-PERSON',
    'This is no name that could be looked for.',
    'Give an id, or the begin of a name.',
    2,
  );
}

async function workersNamed(words: readonly string[], context: Context): Promise<FindPeopleResult> {
  const { connection, secrets, env, signal } = context;
  const employeeCentral = openEmployeeCentral(connection, secrets, env);
  const read = async (plainly: boolean) => {
    const query = { $filter: nameFilter(words, plainly), ...searchShape, customPageSize: String(mostNamed) };
    const people: FoundPerson[] = [];
    for await (const person of employeeCentral.some(query, signal)) {
      if (people.length === mostNamed) return { people, looked: mostNamed, complete: false };
      people.push(shown(person));
    }
    return { people, looked: people.length, complete: true };
  };
  return orOtherwise(
    () => read(false),
    () => read(true),
  );
}

async function usersNamed(name: string, words: readonly string[], context: Context): Promise<FindPeopleResult> {
  const { connection, secrets, env, signal, progress, onDeviceCode } = context;
  const people: FoundPerson[] = [];
  const directory = openDirectory(connection, secrets, env, waiting(progress), onDeviceCode);
  for await (const user of directory.usersNamed(name, words, mostNamed + 1, signal)) {
    if (people.length === mostNamed) return { people, looked: mostNamed, complete: false };
    const { id, displayName, userPrincipalName, employeeId } = user;
    const label = [displayName, employeeId ?? userPrincipalName].filter((part) => typeof part === 'string').join(' · ');
    people.push({ id: String(id), label: oneLine(label) });
  }
  return { people, looked: people.length, complete: true };
}

/**
 * The first people who are in an HR situation. So many are looked at and no more; `complete` says whether that was
 * everybody who could be in it.
 *
 * @throws SfmapError exit 2: the mapping is a writeback; exit 3: SuccessFactors refused or failed.
 */
export async function findBySituation(
  model: MappingModel,
  situation: SoughtSituation,
  context: Context,
): Promise<FindPeopleResult> {
  const { connection, secrets, env } = context;
  if (model.direction === 'writeback')
    throw new SfmapError(
      'SFM-DIRECTION',
      'HR situations are those of workers, and a writeback reads users of Entra ID.',
      'Look for a name or an id, or use an inbound mapping.',
      2,
    );
  const employeeCentral = openEmployeeCentral(connection, secrets, env);
  return orOtherwise(
    () => look(employeeCentral, situation, true, context),
    () => look(employeeCentral, situation, false, context),
  );
}

async function look(
  employeeCentral: EmployeeCentralClient,
  situation: SoughtSituation,
  narrowed: boolean,
  { now, progress, signal }: Context,
): Promise<FindPeopleResult> {
  const phase = 'People looked at:';
  const people: FoundPerson[] = [];
  const query = { $filter: situationFilter(situation, now(), narrowed), ...searchShape, customPageSize: '200' };
  let looked = 0;
  for await (const person of employeeCentral.some(query, signal)) {
    if (looked === mostLooked) return { people, looked, complete: false };
    looked += 1;
    if (looked % 100 === 0) progress({ phase, done: looked, total: mostLooked });
    if (isInSituation(person, situation)) people.push(shown(person));
    if (people.length === mostInSituation) return { people, looked, complete: false };
  }
  return { people, looked, complete: true };
}

function shown(person: JsonObject): FoundPerson {
  const { id, name, situation } = workerOf(person);
  return { id, label: oneLine(name === '' ? id : `${name} · ${id}`), situation };
}

/** A tenant may know less of `$filter` than its documents: then the plainer question is asked. */
async function orOtherwise<T>(first: () => Promise<T>, plainer: () => Promise<T>): Promise<T> {
  try {
    return await first();
  } catch (error) {
    if (!(error instanceof SfmapError) || error.refused !== 'request') throw error;
    return plainer();
  }
}
