import type * as vscode from 'vscode';
import {
  COMPARE_PEOPLE,
  type ComparePeopleParams,
  type ComparePeopleResult,
} from '../../../../server/src/engine/protocol.ts';
import { mappingOf } from '../../infrastructure/mapping-document.ts';
import type { Services } from '../../infrastructure/services.ts';
import { withProgress } from '../../infrastructure/with-progress.ts';
import type { PreviewPanel } from './preview-panel.ts';

const TITLE = 'Compare With Directory';

/**
 * Reads what the target system holds of everybody in a preview, on demand alone. The values stay beside the new ones
 * while the mapping is typed; nothing is written.
 */
export async function comparePreview(
  { connections, engine }: Services,
  document: vscode.TextDocument,
  preview: PreviewPanel,
): Promise<void> {
  const shown = await preview.payloads();
  if (shown.length === 0) throw new Error('There is nobody to compare: the preview shows no person yet.');
  const mapping = mappingOf(document);
  const connection = await connections.choose(mapping, TITLE);
  if (connection === undefined) return;
  const people = shown.map(({ payload }) => payload);
  const reads = await connections.run(mapping, connection, (target) =>
    withProgress(engine, `Comparing with ${connection.name}`, (token) =>
      engine.request<ComparePeopleParams, ComparePeopleResult>(COMPARE_PEOPLE, { ...target, people }, token),
    ),
  );
  if (reads === undefined) return;
  const read = new Map(
    shown.flatMap(({ key, person }, index) => {
      const directory = reads[index];
      return directory === undefined ? [] : [[key, { ...directory, person }] as const];
    }),
  );
  preview.setPeople(
    preview.people.map((one) => {
      const directory = read.get(one.key);
      return directory === undefined ? one : { ...one, directory };
    }),
  );
}
