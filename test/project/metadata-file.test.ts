import { copyFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MetadataFiles, metadataPath } from '../../server/src/project/metadata-file.ts';
import { parseProject } from '../../server/src/project/project.ts';

const folder = mkdtempSync(join(tmpdir(), 'sfmap-metadata-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const contoso = join(import.meta.dirname, '..', 'core', 'entity-model', 'contoso-metadata.xml');
const file = join(folder, 'sfmap.json');
const project = (content: object) => parseProject(JSON.stringify(content), file);
const connection = { successFactors: { host: 'api4preview.sapsf.com', company: 'contosoT1', user: 'sfapi' } };

describe('the metadata file that a project names', () => {
  it('is that of the connection, else the one for all, beside sfmap.json', () => {
    const both = project({
      metadata: 'all.xml',
      connections: { test: { ...connection, metadata: 'tenants/test.xml' }, other: connection },
    });
    expect(metadataPath(both)).toBe(join(folder, 'all.xml'));
    expect(metadataPath(both, 'other')).toBe(join(folder, 'all.xml'));
    expect(metadataPath(both, 'test')).toBe(join(folder, 'tenants', 'test.xml'));
    expect(metadataPath(both, 'sandbox')).toBe(join(folder, 'all.xml'));
    expect(metadataPath(both, 'toString')).toBe(join(folder, 'all.xml'));
    expect(metadataPath(project({}))).toBeUndefined();
  });

  it.each(['/etc/metadata.xml', 'C:\\metadata.xml', '\\\\server\\share\\m.xml', 'https://tenant.example/m', '~/m.xml'])(
    'is never %s',
    (path) => {
      expect(() => metadataPath(project({ metadata: path }))).toThrow('metadata is not relative to this file');
      expect(() => metadataPath(project({ connections: { test: { ...connection, metadata: path } } }), 'test')).toThrow(
        'connections.test.metadata is not relative',
      );
    },
  );
});

describe('a metadata file', () => {
  it('is read once, and again when it has changed', async () => {
    const path = join(folder, 'metadata.xml');
    copyFileSync(contoso, path);
    const files = new MetadataFiles();
    const first = await files.read(path);
    expect(await files.read(path)).toBe(first);
    writeFileSync(path, readFileSync(contoso, 'utf8').replace('cust_visitorLimit', 'cust_guestLimit'));
    utimesSync(path, new Date(), new Date(Date.now() + 5_000));
    const second = await files.read(path);
    expect(second.entity('EmpJob')?.properties.has('cust_guestLimit')).toBe(true);
    expect(first.entity('EmpJob')?.properties.has('cust_guestLimit')).toBe(false);
  });

  it('that cannot be read is told with its path and a cure, and is read when it is there', async () => {
    const path = join(folder, 'later.xml');
    const files = new MetadataFiles();
    await expect(files.read(path)).rejects.toMatchObject({
      exit: 2,
      sentence: `The metadata ${path} does not exist. Check the path.`,
    });
    writeFileSync(path, '<feed/>');
    await expect(files.read(path)).rejects.toThrow('no metadata of an OData service');
    copyFileSync(contoso, path);
    expect((await files.read(path)).tenant).toBe(true);
  });

  it('of 41 MB is not read at all', async () => {
    const path = join(folder, 'big.xml');
    writeFileSync(path, Buffer.alloc(41 * 1024 * 1024, 32));
    await expect(new MetadataFiles().read(path)).rejects.toMatchObject({
      sentence: expect.stringMatching(
        /has 41 MB; 40 MB is the most that is read\. Fetch the entities of people alone: sfmap metadata/,
      ),
    });
    rmSync(path);
  });
});
