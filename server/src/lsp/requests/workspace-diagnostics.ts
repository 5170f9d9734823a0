import { setImmediate as otherWork } from 'node:timers/promises';
import type {
  CancellationToken,
  ResultProgressReporter,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { DocumentDiagnosticReportKind } from '../protocol-names.ts';
import { readAhead } from '../read-ahead.ts';
import type { OpenMapping, Session } from '../session.ts';
import { addressKey } from '../workspace-mappings.ts';
import type { OpenReport } from './diagnostics.ts';

/** The system reads as many files at once for a program of Node. */
const READ_AT_ONCE = 4;

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
  const read = async (address: string) => (openAt(session, address) === undefined ? closed.read(address) : undefined);
  for await (const [address, before] of readAhead(addresses, READ_AT_ONCE, read)) {
    await otherWork();
    if (token.isCancellationRequested) return;
    const open = openAt(session, address);
    const onDisk = open === undefined ? (before ?? (await closed.read(address))) : undefined;
    const report = open !== undefined ? reportOpen(open) : onDisk && (await closed.report(onDisk));
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
