import { setImmediate as otherWork } from 'node:timers/promises';
import type {
  CancellationToken,
  ResultProgressReporter,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { DocumentDiagnosticReportKind } from '../protocol-names.ts';
import type { OpenMapping, Session } from '../session.ts';
import { addressKey } from '../workspace-mappings.ts';
import type { OpenReport } from './diagnostics.ts';

type Item = WorkspaceDocumentDiagnosticReport;
type Progress = ResultProgressReporter<{ items: Item[] }> | undefined;

/**
 * The findings in all mappings of the folders, open or not. Other requests are answered between two of them. An editor
 * that takes parts gets each as it is found. Where nothing has changed since the editor asked last, and the editor
 * tells when files change, the answer waits for a change: such an editor would ask again at once, and for ever.
 */
export async function workspaceDiagnostics(
  session: Session,
  reportOpen: (mapping: OpenMapping) => OpenReport,
  { previousResultIds }: WorkspaceDiagnosticParams,
  token: CancellationToken,
  progress: Progress,
): Promise<WorkspaceDiagnosticReport> {
  const previous = new Map(previousResultIds.map(({ uri, value }) => [addressKey(uri), { uri, value }]));
  for (;;) {
    const { version } = session.workspace;
    const items: Item[] = [];
    let changed = false;
    for await (const item of reportAll(session, reportOpen, previous, token)) {
      const full = item.kind === DocumentDiagnosticReportKind.Full;
      changed ||= full;
      if (progress === undefined) items.push(item);
      else if (full) progress.report({ items: [item] });
    }
    if (changed || token.isCancellationRequested || !session.editor.watches) return { items };
    await session.workspace.changedAfter(version, token);
  }
}

async function* reportAll(
  session: Session,
  reportOpen: (mapping: OpenMapping) => OpenReport,
  previous: ReadonlyMap<string, { readonly uri: string; readonly value: string }>,
  token: CancellationToken,
): AsyncGenerator<Item> {
  const { workspace, closed } = session;
  const addresses = await workspace.addresses();
  closed.begin(addresses);
  const there = new Set<string>();
  for (const address of addresses) {
    await otherWork();
    if (token.isCancellationRequested) return;
    const open = openAt(session, address);
    const report = open === undefined ? await closed.report(address) : reportOpen(open);
    if (report === undefined) continue;
    // It was opened while its file was read: the editor asks for it by itself.
    if (open === undefined && openAt(session, address) !== undefined) continue;
    const key = addressKey(address);
    there.add(key);
    const version = open?.document.version ?? null;
    const uri = previous.get(key)?.uri ?? open?.document.uri ?? address;
    const { resultId, items } = report;
    yield previous.get(key)?.value === resultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, uri, version, resultId, items: [...items] };
  }
  for (const [key, { uri }] of previous) {
    const gone = !there.has(key) && openAt(session, uri) === undefined;
    if (gone) yield { kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] };
  }
}

function openAt(session: Session, address: string): OpenMapping | undefined {
  const key = addressKey(address);
  const document = session.documents.get(address) ?? session.documents.all().find(({ uri }) => addressKey(uri) === key);
  return document === undefined ? undefined : session.open(document.uri);
}
