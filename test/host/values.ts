import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { behind, openMapping, until } from './open-mapping.ts';

describe('values in the editor', () => {
  let document: vscode.TextDocument;
  before(async () => {
    document = await openMapping('worker.sfmap');
  });

  const hints = () =>
    vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
  const labelsOf = (found: vscode.InlayHint[]) =>
    new Map(found.map(({ position, label }) => [position.line, textOf(label).trim()]));
  const textOf = (label: vscode.InlayHint['label']) =>
    typeof label === 'string' ? label : label.map(({ value }) => value).join('');

  it('stand behind each source entry and each mapping, from the sample file', async () => {
    const labels = labelsOf(await until('values', hints, (found) => found.length >= 9));
    const at = (text: string) => labels.get(behind(document, text).line) ?? '';
    assert.match(at('  department = '), /^Operations.*1 of 2 employments/);
    assert.match(at('  hiredOn'), /^2017-01-09/);
    assert.match(at('displayName'), /^Rita Okafor/);
    assert.match(at('jobTitle'), /^Operations Coordinator/);
  });

  it('are left out when the setting says so', async () => {
    const settings = vscode.workspace.getConfiguration('sfmap', document);
    await settings.update('inlineValues', false, vscode.ConfigurationTarget.Workspace);
    try {
      await until('no values', hints, (found) => found.length === 0);
    } finally {
      await settings.update('inlineValues', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await until('values again', hints, (found) => found.length >= 9);
  });

  it('are told in full by a hover, with the place in the payload', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      behind(document, '  depart'),
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((part) => (part instanceof vscode.MarkdownString ? part.value : '')))
      .join('\n');
    assert.match(text, /Where she works/);
    assert.match(text, /Operations/);
    assert.match(text, /employmentNav\.results\[0\]/);
  });

  it('are all shown in a text beside the editor, which follows each change', async () => {
    await vscode.commands.executeCommand('sfmap.showValues');
    const values = await until(
      'the values',
      () => vscode.workspace.textDocuments.find((one) => one.uri.scheme === 'sfmap'),
      (one) => one !== undefined && /displayName\s+Rita Okafor/.test(one.getText()),
    );
    assert.ok(values);
    await until(
      'the colours',
      () => vscode.workspace.textDocuments.find((one) => one.uri.scheme === 'sfmap')?.languageId,
      (language) => language === 'sfmap-report',
    );
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, behind(document, '<- Join(" ", [firstName], [lastName]'), ', "PhD"');
    await vscode.workspace.applyEdit(edit);
    await until(
      'the change',
      () => values.getText(),
      (text) => /displayName\s+Rita Okafor PhD/.test(text),
    );
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('undo');
  });

  it('are counted above map, and the query above source', async () => {
    const lenses = await until(
      'the lenses',
      () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10),
      (found) => found.length >= 2,
    );
    const titles = lenses.map(({ command }) => command?.title ?? '').join('\n');
    assert.match(titles, /^\d+ of \d+ resolved$/m);
    assert.match(titles, /^OData query: \d+ navigations, \d+ fields$/m);
  });

  it('lead into the payload', async () => {
    const location = ['personalInfoNav', 'results', 0, 'lastName'];
    await vscode.commands.executeCommand('sfmap.openInPayload', { uri: document.uri.toString(), location });
    const editor = vscode.window.activeTextEditor;
    assert.match(editor?.document.fileName ?? '', /rehire\.json$/);
    assert.equal(editor?.document.getText(editor.selection), '"lastName"');
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  });

  it('are previewed in one editor beside the mapping, which keeps the keyboard', async () => {
    const previews = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs, viewColumn }) => tabs.map((tab) => ({ tab, viewColumn })))
        .filter(
          ({ tab: { input } }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('sfmap.preview'),
        );
    for (let times = 0; times < 2; times += 1) {
      await vscode.commands.executeCommand('sfmap.previewMapping');
      await until('the preview', previews, (tabs) => tabs.length === 1);
    }
    const [preview] = previews();
    assert.match(preview?.tab.label ?? '', /\.sfmap \(preview\)$/);
    assert.equal(preview?.viewColumn, vscode.ViewColumn.Two);
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });
});
