import type { MappingModel } from '../core/analysis/model.ts';
import { SfmapError } from '../core/errors.ts';
import { oneLine } from '../core/one-line.ts';
import type { Connection } from '../project/connection.ts';
import type { Secrets } from '../project/secrets.ts';
import { checkAccess } from './check-access.ts';
import { checkSignIn } from './check-sign-in.ts';
import { attempt, type ConnectionCheck, type Tell } from './connection-check.ts';
import { openDirectory, openEmployeeCentral } from './open-tenant.ts';

/** What a test of a connection may be given. */
export interface TestOptions {
  /** The mapping whose query and writes are tried; without one, what every writeback needs. */
  readonly model?: MappingModel | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told of each check as soon as it is done. */
  readonly onCheck?: (check: ConnectionCheck) => void;
}

/**
 * Tries a connection, step by step: SuccessFactors' host, company, sign-in and OData permission, each entity that the
 * mapping reads and writes; Entra ID's sign-in and users. Changes nothing. A step that failed ends what depends on it; the
 * other system is still tried.
 *
 * @throws SfmapError exit 2: a setting or a secret on this side is missing or wrong; exit 1: cancelled.
 */
export async function testConnection(
  connection: Connection,
  secrets: Secrets,
  env: Readonly<Record<string, string | undefined>>,
  { model, signal, onCheck }: TestOptions = {},
): Promise<readonly ConnectionCheck[]> {
  const checks: ConnectionCheck[] = [];
  const tell: Tell = (name, outcome) => {
    const check: ConnectionCheck =
      outcome instanceof SfmapError
        ? { name, ok: false, message: oneLine(outcome.sentence), code: outcome.code }
        : { name, ok: true, message: oneLine(outcome.ok) };
    checks.push(check);
    onCheck?.(check);
  };
  const employeeCentral = openEmployeeCentral(connection, secrets, env, undefined, true);
  if (await checkSignIn(connection, employeeCentral, tell, signal)) {
    await checkAccess(employeeCentral, model, tell, signal);
  }
  if (connection.entraId !== undefined) await checkEntra(connection, secrets, env, tell, signal);
  return checks;
}

async function checkEntra(
  connection: Connection,
  secrets: Secrets,
  env: Readonly<Record<string, string | undefined>>,
  tell: Tell,
  signal?: AbortSignal,
): Promise<void> {
  const tenant = connection.entraId?.tenant ?? '';
  const directory = openDirectory(connection, secrets, env);
  const signedIn = await attempt('Entra ID: sign-in', tell, async () => {
    await directory.signIn(signal);
    return { ok: `The app signs in to ${tenant}.` };
  });
  if (!signedIn) return;
  await attempt('Entra ID: users', tell, async () => {
    for await (const _ of directory.users(['id'], signal, 1)) return { ok: 'Users can be read.' };
    return new SfmapError('SFM-EMPTY', 'The tenant has no users.', 'Check the tenant.', 3);
  });
}
