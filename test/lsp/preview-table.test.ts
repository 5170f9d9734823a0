import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  DirectoryRead,
  PreviewPayloadsResult,
  PreviewReasonResult,
  PreviewTableResult,
} from '../../server/src/lsp/protocol.ts';
import { buildBundle, Editor } from './support/editor.ts';

const root = join(import.meta.dirname, '..', '..');
const TEXT = `provision SuccessFactors -> EntraID
sample rehire = "people/rehire.json"
map {
  employeeId <- [personIdExternal] match 1
  department <- [department]
}
`;
const DIRECTORY: DirectoryRead & { person: string } = {
  person: '100401',
  place: 'Entra ID contoso (test)',
  found: 'rita@contoso.example, matched by employeeId 100401',
  existing: { employeeId: '100401', department: 'Sales EMEA' },
  parameters: {},
  remarks: [],
};
const shown = { key: 'shown', from: { kind: 'shown' } };
const file = (name: string) => ({ key: name, from: { kind: 'file', file: `people/${name}.json` } });

let bundle: { file: string; remove(): void };
let folder: string;
let editor: Editor;
let uri: string;
let changes = 0;
beforeAll(async () => {
  bundle = await buildBundle('lsp/main.ts');
  folder = mkdtempSync(join(tmpdir(), 'sfmap-preview-'));
  cpSync(join(root, 'examples', 'inbound', 'people'), join(folder, 'people'), { recursive: true });
  ({ editor } = await Editor.start([bundle.file, '--stdio']));
  editor.connection.onNotification('sfmap/valuesChanged', () => {
    changes += 1;
  });
  uri = editor.uri(join(folder, 'a.sfmap'));
});
afterAll(async () => {
  await editor?.stop();
  bundle?.remove();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await editor.open(uri, TEXT);
  return () => editor.close(uri);
});

const send = <R>(method: string, more: object = {}) => editor.connection.sendRequest<R>(method, { uri, ...more });
const put = (people: unknown) => editor.connection.sendNotification('sfmap/previewPeople', { uri, people });
const table = () => send<PreviewTableResult>('sfmap/previewTable');
const values = ({ rows }: PreviewTableResult, name: string) =>
  rows.find((row) => row.name === name)?.cells.map(({ text }) => text);

describe('the table of a preview', () => {
  it('shows the sample person, and follows what is typed', async () => {
    const first = await table();
    expect(first.columns).toMatchObject([{ key: 'shown', person: 'Rita Okafor · 100401', label: 'sample rehire' }]);
    expect(values(first, 'department')).toEqual(['Operations']);
    await editor.change(uri, TEXT.replace('<- [department]', '<- "Logistics"'));
    expect(values(await table(), 'department')).toEqual(['Logistics']);
  });

  it('puts people of files and of a tenant beside', async () => {
    const given = { label: 'Zoë · 1', payload: { personIdExternal: '1' } };
    await put([shown, file('plain'), { key: 'live', from: { kind: 'given', ...given } }]);
    const both = await table();
    expect(both.columns.map(({ key }) => key)).toEqual(['shown', 'plain', 'live']);
    expect(values(both, 'employeeId')).toEqual(['100401', '100101', '1']);
    expect(both.remarks).toEqual([]);
  });

  it('says who cannot be shown, and shows the others', async () => {
    await put([file('nobody'), shown]);
    const { columns, remarks } = await table();
    expect(columns.map(({ key }) => key)).toEqual(['shown']);
    expect(remarks).toEqual([expect.stringContaining('people/nobody.json')]);
  });

  it('reads no file outside of what a sample may name', async () => {
    await put([{ key: 'x', from: { kind: 'file', file: '/dev/zero' } }]);
    const { columns, remarks } = await table();
    expect(columns).toEqual([]);
    expect(remarks).toHaveLength(1);
  });

  it('keeps what a directory holds while the mapping is typed, and for that person alone', async () => {
    await put([{ ...shown, directory: DIRECTORY }]);
    const department = async () => (await table()).rows.find(({ name }) => name === 'department')?.cells[0];
    expect(await department()).toMatchObject({ old: 'Sales EMEA', text: 'Operations', note: 'changed' });
    await editor.change(uri, TEXT.replace('<- [department]', '<- "Sales EMEA"'));
    expect(await department()).toMatchObject({ note: 'unchanged' });
    await editor.change(uri, TEXT.replace('people/rehire', 'people/plain'));
    expect(await editor.until(table, ({ columns }) => columns[0]?.person.includes('100101') === true)).toMatchObject({
      columns: [expect.not.objectContaining({ directory: expect.anything() })],
    });
  });

  it('explains a value, and says where its name stands', async () => {
    await put([shown, file('plain')]);
    const more = { key: 'plain', kind: 'target', name: 'department' };
    const reason = await send<PreviewReasonResult>('sfmap/previewReason', more);
    expect(reason.text).toMatch(/^department ← /);
    expect(reason.range).toEqual({ start: { line: 4, character: 2 }, end: { line: 4, character: 12 } });
    expect(await send('sfmap/previewReason', { ...more, name: 'nothing' })).toBeNull();
  });

  it('gives the people, to be compared', async () => {
    await put([shown, file('plain')]);
    const people = await send<PreviewPayloadsResult>('sfmap/previewPayloads');
    expect(people.map(({ key, person }) => [key, person])).toEqual([
      ['shown', '100401'],
      ['plain', '100101'],
    ]);
    expect(people[1]?.payload).toMatchObject({ personIdExternal: '100101' });
  });

  it('tells whoever looks at previews when values may have changed', async () => {
    await put([shown, file('plain')]);
    const before = changes;
    const plain = join(folder, 'people', 'plain.json');
    writeFileSync(plain, JSON.stringify({ personIdExternal: '100109' }));
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: editor.uri(plain), type: 2 }],
    });
    await editor.until(
      () => changes,
      (now) => now > before,
    );
    expect(values(await table(), 'employeeId')).toEqual(['100401', '100109']);
    cpSync(join(root, 'examples', 'inbound', 'people', 'plain.json'), plain);
  });

  it('of a mapping that is not open says so', async () => {
    const other = await editor.connection.sendRequest<PreviewTableResult>('sfmap/previewTable', {
      uri: 'file:///no.sfmap',
    });
    expect(other.remarks).toEqual(['Open the mapping first.']);
  });

  it.each([
    7,
    [7],
    [{}],
    [{ key: 'a' }],
    [{ key: 'a', from: { kind: 'file' } }],
    [{ key: 'a', from: { kind: 'given', label: 'x', payload: 'x' } }],
    [{ ...shown, directory: {} }],
    [{ ...shown, directory: { ...DIRECTORY, existing: { a: { b: 1 } } } }],
    Array.from({ length: 51 }, () => shown),
  ])('is not changed by columns that make no sense: %j', async (people) => {
    await put([file('plain')]);
    const logged = editor.logged.length;
    await put(people);
    expect((await table()).columns.map(({ key }) => key)).toEqual(['plain']);
    expect(editor.logged.length).toBeGreaterThan(logged);
  });
});
