import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileUri, until } from './open-mapping.ts';

describe('sfmap.json in the editor', () => {
  const uri = fileUri('sfmap.json');
  after(() => vscode.workspace.fs.delete(uri));

  const open = async (content: unknown): Promise<vscode.TextDocument> => {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(content, undefined, 2)));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    return document;
  };

  it('is checked by the schema that sfmap contributes', async () => {
    await open({ connections: { test: { prodction: false, successFactors: { host: 'api4preview.sapsf.com' } } } });
    const found = await until(
      'the finding',
      () => vscode.languages.getDiagnostics(uri),
      (all) => all.length > 0,
    );
    assert.match(found.map(({ message }) => message).join('\n'), /prodction/);
  });

  it('is completed and explained by it', async () => {
    const document = await vscode.workspace.openTextDocument(uri);
    const at = document.positionAt(document.getText().indexOf('successFactors') + 3);
    const hovers = await until(
      'the hover',
      () => vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at),
      (all) => all.length > 0,
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value))
      .join('\n');
    assert.match(text, /Employee Central/);
    const place = document.positionAt(document.getText().indexOf('"host"'));
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      place,
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(
      labels.some((label) => label.includes('clientAuth')),
      labels.join(', '),
    );
  });
});

describe('a plan in the editor', () => {
  const uri = fileUri('writeback-plan.json');
  after(() => vscode.workspace.fs.delete(uri));

  const messages = async (
    content: unknown,
    isRight: (all: readonly string[]) => boolean,
  ): Promise<readonly string[]> => {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(content, undefined, 2)));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const found = () => vscode.languages.getDiagnostics(uri).map(({ message }) => message);
    return until('the findings', found, isRight);
  };

  it('is checked by the schema of plans', async () => {
    const found = await messages({ sfmapPlan: 1, kind: 'writeback', more: true }, (all) => all.length > 1);
    assert.match(found.join('\n'), /more/);
    const document = await vscode.workspace.openTextDocument(uri);
    const at = document.positionAt(document.getText().indexOf('kind') + 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
    const text = hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value));
    assert.match(text.join('\n'), /SuccessFactors to Entra ID/);
  });

  it('of another tool is left alone', async () => {
    assert.deepEqual(await messages({ name: 'of another tool', more: true }, (all) => all.length === 0), []);
  });
});
