import * as vscode from 'vscode';
import { TESTS, type TestsParams, type TestsResult } from '../../../../server/src/lsp/protocol.ts';
import type { MappingServer } from '../../infrastructure/language-client.ts';

/** Folders that hold no mapping of the user's own, as for the language server. */
const MAPPINGS = '**/*.sfmap';
const PASSED_OVER = '**/{node_modules,.git,.hg,.svn}/**';
/** Typing settles for this long before the tree follows. */
const SETTLE_MS = 300;

/** The mappings that have tests, and below each its tests, as the language server reads them. */
export class TestTree implements vscode.Disposable {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #names = new WeakMap<vscode.TestItem, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** Fires when the text of a mapping, or its file, has changed and its tests were read again. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly controller: vscode.TestController,
    private readonly client: MappingServer,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Reads the tests of all mappings of the workspace, and of those that are open beside it. */
  async discover(token?: vscode.CancellationToken): Promise<void> {
    const found = await vscode.workspace.findFiles(MAPPINGS, PASSED_OVER, undefined, token);
    const open = vscode.workspace.textDocuments.filter(({ languageId }) => languageId === 'sfmap');
    const uris = new Map([...found, ...open.map(({ uri }) => uri)].map((uri) => [uri.toString(), uri]));
    for (const [address] of this.controller.items) if (!uris.has(address)) this.controller.items.delete(address);
    for (const uri of uris.values()) {
      if (token?.isCancellationRequested === true) return;
      await this.read(uri);
    }
  }

  /** Reads the tests of a mapping again when typing has settled. */
  readSoon(uri: vscode.Uri): void {
    const address = uri.toString();
    clearTimeout(this.#timers.get(address));
    const read = () => {
      this.#timers.delete(address);
      this.read(uri).then(
        () => this.#changed.fire(uri),
        (error: unknown) => this.log.warn(`The tests of ${address} could not be read: ${String(error)}`),
      );
    };
    this.#timers.set(address, setTimeout(read, SETTLE_MS));
  }

  /** Reads the tests of a mapping; one without tests, or that is gone, has no place in the tree. */
  async read(uri: vscode.Uri): Promise<void> {
    await this.client.start();
    const params: TestsParams = { uri: uri.toString() };
    const tests = await this.client.sendRequest<TestsResult>(TESTS, params);
    if (tests.length === 0) {
      this.controller.items.delete(uri.toString());
      return;
    }
    const file = this.controller.items.get(uri.toString()) ?? this.#file(uri);
    const before = new Map([...file.children]);
    const items = tests.map(({ name, range }, index) => {
      // Two tests of one name are a mistake, but both stand in the tree.
      const id = tests.findIndex((other) => other.name === name) === index ? name : `${name}\n${index}`;
      const item = before.get(id) ?? this.controller.createTestItem(id, name, uri);
      item.range = this.client.protocol2CodeConverter.asRange(range);
      this.#names.set(item, name);
      return item;
    });
    file.children.replace(items);
  }

  /** The name of a test as the language server knows it; undefined for a mapping. */
  nameOf(item: vscode.TestItem): string | undefined {
    return this.#names.get(item);
  }

  forget(uri: vscode.Uri): void {
    this.controller.items.delete(uri.toString());
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#changed.dispose();
  }

  #file(uri: vscode.Uri): vscode.TestItem {
    const file = this.controller.createTestItem(uri.toString(), vscode.workspace.asRelativePath(uri), uri);
    this.controller.items.add(file);
    return file;
  }
}
