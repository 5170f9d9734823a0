import * as vscode from 'vscode';
import { registerCommand, showFailure } from '../../infrastructure/messages.ts';
import type { Services } from '../../infrastructure/services.ts';
import { recordTest } from './record-test.ts';
import { TestRunner } from './run-tests.ts';
import { TestTree } from './test-tree.ts';

/** Several files are often written at once. */
const SETTLE_MS = 300;

/**
 * The `test` blocks of all mappings in the Testing view: run, run on change, and what was expected beside what came out.
 * Nothing is read before somebody opens the view or a mapping.
 */
export function activateTests({ context, client, log, sampleChanged }: Services): void {
  const controller = vscode.tests.createTestController('sfmap', 'sfmap');
  const tree = new TestTree(controller, client, log);
  const runner = new TestRunner(controller, tree, client);
  const running = new RunOnChange(runner, controller, (error) => log.error(`Tests could not be run: ${String(error)}`));

  controller.resolveHandler = () => tree.discover();
  controller.refreshHandler = (token) => tree.discover(token);
  controller.createRunProfile(
    'Run',
    vscode.TestRunProfileKind.Run,
    async (request, token) => {
      try {
        if (request.continuous === true) running.begin(request, token);
        else await runner.run(request, token);
      } catch (error) {
        await showFailure(log, error);
      }
    },
    true,
    undefined,
    true,
  );
  registerCommand(context, log, 'sfmap.recordTest', () => recordTest(client));

  const mappings = vscode.workspace.createFileSystemWatcher('**/*.sfmap');
  const beside = vscode.workspace.createFileSystemWatcher('**/*.json');
  context.subscriptions.push(
    controller,
    tree,
    mappings,
    beside,
    tree.onDidChange((uri) => running.mappingChanged(uri)),
    vscode.workspace.onDidOpenTextDocument((document) => readSoon(tree, document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => readSoon(tree, document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === 'untitled') tree.forget(uri);
    }),
    mappings.onDidCreate((uri) => tree.readSoon(uri)),
    mappings.onDidChange((uri) => tree.readSoon(uri)),
    mappings.onDidDelete((uri) => tree.forget(uri)),
    // A person or sfmap.json: whose tests that concerns only a run can tell.
    beside.onDidChange(() => running.somethingChanged()),
    sampleChanged.event((uri) => tree.readSoon(uri)),
  );
  for (const document of vscode.workspace.textDocuments) readSoon(tree, document);
}

/** What is a mapping of its own: the other side of a Git difference, say, is none. */
const SCHEMES: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web']);

function readSoon(tree: TestTree, document: vscode.TextDocument): void {
  if (document.languageId === 'sfmap' && SCHEMES.has(document.uri.scheme)) tree.readSoon(document.uri);
}

/** Runs that somebody wants again after each change, until they are switched off. */
class RunOnChange {
  readonly #requests = new Map<vscode.TestRunRequest, vscode.CancellationToken>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly runner: TestRunner,
    private readonly controller: vscode.TestController,
    private readonly failed: (error: unknown) => void,
  ) {}

  begin(request: vscode.TestRunRequest, token: vscode.CancellationToken): void {
    this.#requests.set(request, token);
    token.onCancellationRequested(() => this.#requests.delete(request));
    this.#run(request, token, request.include);
  }

  /** Runs what of each request stands in this mapping. */
  mappingChanged(uri: vscode.Uri): void {
    const file = this.controller.items.get(uri.toString());
    if (file === undefined) return;
    for (const [request, token] of this.#requests) {
      const own = request.include?.filter((item) => item.uri?.toString() === uri.toString()) ?? [file];
      if (own.length > 0) this.#run(request, token, own);
    }
  }

  somethingChanged(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const [request, token] of this.#requests) this.#run(request, token, request.include);
    }, SETTLE_MS);
  }

  #run(
    { exclude, profile }: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    include: readonly vscode.TestItem[] | undefined,
  ): void {
    this.runner.run(new vscode.TestRunRequest(include, exclude, profile, true), token).catch(this.failed);
  }
}
