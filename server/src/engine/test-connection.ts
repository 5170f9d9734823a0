import type { MappingModel } from '../core/analysis/model.ts';
import { SfmapError } from '../core/errors.ts';
import { oneLine } from '../core/one-line.ts';
import type { Connection } from '../project/connection.ts';
import type { Secrets } from '../project/secrets.ts';
import { checkAccess } from './check-access.ts';
import { checkEntra } from './check-entra.ts';
import { checkSignIn } from './check-sign-in.ts';
import type { ConnectionCheck, Tell } from './connection-check.ts';
import type { OnDeviceCode } from './entra-sign-in.ts';
import { openEmployeeCentral, openEntra } from './open-tenant.ts';

/** What a test of a connection may be given. */
export interface TestOptions {
  /** The mapping whose query and writes are tried; without one, what every writeback needs. */
  readonly model?: MappingModel | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told of each check as soon as it is done. */
  readonly onCheck?: (check: ConnectionCheck) => void;
  /** Shows the code by which a person signs in. */
  readonly onDeviceCode?: OnDeviceCode | undefined;
}

/**
 * Tries a connection, step by step: SuccessFactors' host, company, sign-in and OData permission, each entity that the
 * mapping reads and writes; Entra ID's tenant, sign-in, permissions and users. Changes nothing. A step that failed ends what depends on it; the
 * other system is still tried.
 *
 * @throws SfmapError exit 2: a setting or a secret on this side is missing or wrong; exit 1: cancelled.
 */
export async function testConnection(
  connection: Connection,
  secrets: Secrets,
  env: Readonly<Record<string, string | undefined>>,
  { model, signal, onCheck, onDeviceCode }: TestOptions = {},
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
  if (connection.entraId !== undefined) {
    const entra = openEntra(connection, secrets, env, undefined, onDeviceCode, true);
    await checkEntra(connection, entra, model, tell, signal);
  }
  return checks;
}
