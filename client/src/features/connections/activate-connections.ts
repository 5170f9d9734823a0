import * as vscode from 'vscode';
import {
  TEST_CONNECTION,
  type TestConnectionParams,
  type TestConnectionResult,
} from '../../../../server/src/engine/protocol.ts';
import { SecretRefused } from '../../infrastructure/engine-error.ts';
import { mappingForRun } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import type { Services } from '../../infrastructure/services.ts';
import { withProgress } from '../../infrastructure/with-progress.ts';

/** `sfmap: Test Connection` and `sfmap: Forget Passwords`. */
export function activateConnections(services: Services): void {
  registerCommand(services.context, services.log, 'sfmap.testConnection', () => testConnection(services));
  registerCommand(services.context, services.log, 'sfmap.forgetPasswords', () => forgetPasswords(services));
}

async function testConnection({ connections, engine, log }: Services): Promise<void> {
  const document = await mappingForRun();
  if (document === undefined) return;
  const connection = await connections.choose(document, 'Test Connection');
  if (connection === undefined) return;
  const result = await connections.run(document, connection, (target) =>
    withProgress(engine, `Testing the connection ${connection.name}`, async (token) => {
      const tested = await engine.request<TestConnectionParams, TestConnectionResult>(TEST_CONNECTION, target, token);
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
    ? await vscode.window.showInformationMessage(
        `The connection ${connection.name} works: ${result.checks.length} checks passed.`,
        showLog,
      )
    : await vscode.window.showErrorMessage(
        `The connection ${connection.name} fails at "${failed?.name ?? 'an unnamed check'}": ${failed?.message ?? ''}`,
        showLog,
      );
  if (choice === showLog) log.show(true);
}

async function forgetPasswords({ connections, vault }: Services): Promise<void> {
  const document = await mappingForRun();
  if (document === undefined) return;
  const connection = await connections.choose(document, 'Forget Passwords');
  if (connection === undefined) return;
  const forgotten = await vault.forget(connection);
  void vscode.window.showInformationMessage(
    forgotten === 0
      ? `Nothing was stored for ${connection.name}.`
      : `Forgot ${forgotten} of the secrets of ${connection.name}. They are asked for when they are needed next.`,
  );
}
