import * as vscode from 'vscode';
import {
  RUN_TESTS,
  type RunTestsParams,
  type RunTestsResult,
  type TestRunResult,
} from '../../../../server/src/lsp/protocol.ts';
import type { MappingServer } from '../../infrastructure/language-client.ts';
import type { TestTree } from './test-tree.ts';

/** The tests of one mapping that are to be run. */
interface Chosen {
  readonly uri: vscode.Uri;
  readonly items: vscode.TestItem[];
}

/** Runs the chosen tests mapping by mapping, and tells the editor of each how it went. */
export class TestRunner {
  constructor(
    private readonly controller: vscode.TestController,
    private readonly tree: TestTree,
    private readonly client: MappingServer,
  ) {}

  async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    try {
      for (const chosen of this.#chosen(request)) {
        if (token.isCancellationRequested) return;
        for (const item of chosen.items) run.started(item);
        await this.#runMapping(run, chosen);
      }
    } finally {
      run.end();
    }
  }

  #chosen({ include, exclude }: vscode.TestRunRequest): Iterable<Chosen> {
    const left = new Set(exclude ?? []);
    const chosen = new Map<string, Chosen>();
    const add = (item: vscode.TestItem) => {
      if (left.has(item) || item.uri === undefined) return;
      if (this.tree.nameOf(item) === undefined) {
        for (const [, child] of item.children) add(child);
        return;
      }
      const address = item.uri.toString();
      const one = chosen.get(address) ?? { uri: item.uri, items: [] };
      if (!one.items.includes(item)) one.items.push(item);
      chosen.set(address, one);
    };
    const roots = include ?? [...this.controller.items].map(([, item]) => item);
    for (const item of roots) add(item);
    return chosen.values();
  }

  async #runMapping(run: vscode.TestRun, { uri, items }: Chosen): Promise<void> {
    const names = items.flatMap((item) => this.tree.nameOf(item) ?? []);
    const params: RunTestsParams = { uri: uri.toString(), names };
    const begun = performance.now();
    const results = await this.client.sendRequest<RunTestsResult>(RUN_TESTS, params);
    const each = (performance.now() - begun) / Math.max(1, items.length);
    const left = Map.groupBy(results, ({ name }) => name);
    for (const item of items) {
      const result = left.get(this.tree.nameOf(item) ?? '')?.shift();
      if (result === undefined) run.skipped(item);
      else if (result.passed) run.passed(item, each);
      else run.failed(item, this.#messages(uri, result), each);
      if (result !== undefined) run.appendOutput(reportOf(result), undefined, item);
    }
  }

  #messages(uri: vscode.Uri, { failures }: TestRunResult): vscode.TestMessage[] {
    return failures.map(({ message, range, expected, actual }) => {
      const shown =
        expected === undefined || actual === undefined
          ? new vscode.TestMessage(message)
          : vscode.TestMessage.diff(message, expected, actual);
      shown.location = new vscode.Location(uri, this.client.protocol2CodeConverter.asRange(range));
      return shown;
    });
  }
}

/** A test as the output of a run tells it. */
function reportOf({ name, passed, failures, remarks }: TestRunResult): string {
  const lines = [
    `${passed ? '✓' : '✖'} ${name}`,
    ...failures.flatMap(({ message }) => message.split('\n').map((line) => `    ${line}`)),
    ...remarks.map((remark) => `  · ${remark}`),
  ];
  // What a mapping or a payload holds may not steer the terminal that shows this.
  return lines.map((line) => `${line.replace(/\p{Cc}/gu, '·')}\r\n`).join('');
}
