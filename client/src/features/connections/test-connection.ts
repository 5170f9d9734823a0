import {
  type ConnectionInfo,
  type MappingDocument,
  TEST_CONNECTION,
  type TestConnectionParams,
  type TestConnectionResult,
} from '../../../../server/src/engine/protocol.ts';
import { SecretRefused } from '../../infrastructure/engine-error.ts';
import { sayError, sayInformation } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';
import { withProgress } from '../../infrastructure/with-progress.ts';
import type { ConnectionTests } from './connection-tests.ts';

/** Runs the checks of a connection, keeps what they found, and says it in one sentence. */
export async function testConnection(
  { connections, engine, log }: Services,
  tests: ConnectionTests,
  mapping: MappingDocument,
  connection: ConnectionInfo,
): Promise<void> {
  const result = await connections.run(mapping, connection, (target) =>
    withProgress(engine, `Testing the connection ${connection.name}`, async (token) => {
      const tested = await engine.request<TestConnectionParams, TestConnectionResult>(TEST_CONNECTION, target, token);
      tests.note(connection, tested.checks);
      const refused = tested.checks.map((check) => (check.ok ? undefined : SecretRefused.in(check))).find(Boolean);
      if (refused !== undefined) throw refused;
      return tested;
    }),
  );
  if (result === undefined) return;
  for (const check of result.checks) {
    log[check.ok ? 'info' : 'error'](`${connection.name}: ${check.name}: ${check.message}`);
  }
  const failed = result.checks.find((check) => !check.ok);
  const showLog = 'Show Log';
  const choice = result.ok
    ? await sayInformation(`The connection ${connection.name} works: ${result.checks.length} checks passed.`, showLog)
    : await sayError(
        `The connection ${connection.name} fails at "${failed?.name ?? 'an unnamed check'}": ${failed?.message ?? ''}`,
        showLog,
      );
  if (choice === showLog) log.show(true);
}
