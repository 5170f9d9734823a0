import { SfmapError } from '../core/errors.ts';
import { oneLine } from '../core/one-line.ts';
import type { Connection } from '../project/connection.ts';
import type { Secrets } from '../project/secrets.ts';
import { openDirectory, openEmployeeCentral } from './open-tenant.ts';

/** One check of a connection. A failed one carries its cure in `message`. */
export interface ConnectionCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Tries a connection, step by step: SuccessFactors' host, sign-in with company, reading of people; Entra ID's sign-in,
 * reading of users. Changes nothing. A step that failed ends its system; the other system is still tried.
 *
 * @param onCheck Told of each check as soon as it is done.
 * @throws SfmapError exit 2: a setting or a secret on this side is missing or wrong; exit 1: cancelled.
 */
export async function testConnection(
  connection: Connection,
  secrets: Secrets,
  env: Env,
  signal?: AbortSignal,
  onCheck?: (check: ConnectionCheck) => void,
): Promise<readonly ConnectionCheck[]> {
  const checks: ConnectionCheck[] = [];
  const add = (name: string, ok: boolean, message: string) => {
    checks.push({ name, ok, message: oneLine(message) });
    onCheck?.({ name, ok, message: oneLine(message) });
  };
  await checkSuccessFactors(connection, secrets, env, add, signal);
  if (connection.entraId !== undefined) await checkEntra(connection, secrets, env, add, signal);
  return checks;
}

type Add = (name: string, ok: boolean, message: string) => void;

async function checkSuccessFactors(connection: Connection, secrets: Secrets, env: Env, add: Add, signal?: AbortSignal) {
  const { address, company, user } = connection.successFactors;
  const host = 'SuccessFactors: host';
  const signIn = 'SuccessFactors: sign-in and company';
  const people = 'SuccessFactors: people';
  try {
    const count = await openEmployeeCentral(connection, secrets, env).probe('PerPerson', undefined, signal);
    add(host, true, `${address.host} answers.`);
    add(signIn, true, `${user} signs in to ${company}.`);
    add(
      people,
      count > 0,
      count > 0 ? 'PerPerson can be read.' : 'PerPerson is empty. Give the API user a target population.',
    );
  } catch (error) {
    const problem = known(error);
    // Only a refusal of this very request, or one of the sign-in, comes from a system that has looked at the user.
    if (problem.refused === 'request') {
      add(host, true, `${address.host} answers.`);
      add(signIn, true, `${user} signs in to ${company}.`);
      return add(people, false, problem.sentence);
    }
    const refusesUser = problem.code.startsWith('LGN');
    if (refusesUser || problem.refused === 'busy') add(host, true, `${address.host} answers.`);
    add(refusesUser || problem.refused === 'busy' ? signIn : host, false, problem.sentence);
  }
}

async function checkEntra(connection: Connection, secrets: Secrets, env: Env, add: Add, signal?: AbortSignal) {
  const signIn = 'Entra ID: sign-in';
  const users = 'Entra ID: users';
  const tenant = connection.entraId?.tenant ?? '';
  try {
    const directory = openDirectory(connection, secrets, env);
    await directory.signIn(signal);
    add(signIn, true, `The app signs in to ${tenant}.`);
    try {
      let count = 0;
      for await (const _ of directory.users(['id'], signal, 1)) {
        count += 1;
        break;
      }
      add(users, count > 0, count > 0 ? 'Users can be read.' : 'The tenant has no users. Check the tenant.');
    } catch (error) {
      add(users, false, known(error).sentence);
    }
  } catch (error) {
    add(signIn, false, known(error).sentence);
  }
}

/** A finding about the tenant; what is wrong on this side ends the command. */
function known(error: unknown): SfmapError {
  if (error instanceof SfmapError && error.exit === 3) return error;
  throw error;
}
