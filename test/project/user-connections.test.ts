import { describe, expect, it } from 'vitest';
import { connectionInfos } from '../../server/src/engine/connection-info.ts';
import { emptyProject, findConnection, parseProject } from '../../server/src/project/project.ts';
import { withUserConnections } from '../../server/src/project/user-connections.ts';

const of = (host: string, more: object = {}) => ({
  successFactors: { host, company: 'contosoT1', user: 'sfapi' },
  ...more,
});

describe('connections of the user’s settings', () => {
  it('are usable where a folder has no sfmap.json', () => {
    const project = withUserConnections(emptyProject, { mine: of('api4preview.sapsf.com', { production: false }) });
    expect(findConnection(project, 'mine', {})).toMatchObject({ environment: 'test', builtIn: false });
    expect(connectionInfos(project, {}).map(({ name, origin }) => [name, origin])).toEqual([
      ['sandbox', 'built-in'],
      ['mine', 'settings'],
    ]);
  });

  it('stand behind one of the same name in sfmap.json, with a word', () => {
    const file = parseProject(JSON.stringify({ connections: { test: of('api4preview.sapsf.com') } }), '/w/sfmap.json');
    const project = withUserConnections(file, { test: of('api4.successfactors.com') });
    const infos = connectionInfos(project, {});
    expect(infos.map(({ name }) => name)).toEqual(['sandbox', 'test']);
    expect(infos[1]).toMatchObject({ origin: 'file', successFactors: { host: 'api4preview.sapsf.com' } });
    expect(infos[1]?.note).toMatch(/Your settings have a connection of this name, too/);
  });

  it('never stand for the sandbox', () => {
    const project = withUserConnections(emptyProject, { sandbox: of('api4.successfactors.com') });
    expect(findConnection(project, 'sandbox', {}).builtIn).toBe(true);
    expect(connectionInfos(project, {})).toHaveLength(1);
  });

  it.each<[string, unknown, RegExp]>([
    ['no object', 'api4', /Settings: sfmap\.connections\.bad.*must be an object/],
    ['a password', { ...of('api4.successfactors.com'), password: 'x' }, /looks like a secret/],
    [
      'a host that is none',
      of('evil.example'),
      /Settings: sfmap\.connections\.bad\.successFactors\.host: evil\.example is no API server/,
    ],
    [
      'a path that belongs to no folder',
      of('api4.successfactors.com', {
        entraId: { tenant: 'contoso.example', clientId: 'a', auth: 'certificate', certificate: 'a.pem' },
      }),
      /certificate is not a whole path/,
    ],
  ])('say what is wrong with one, and the others work: %s', (_, bad, problem) => {
    const project = withUserConnections(emptyProject, { bad, good: of('api4.successfactors.com') });
    const [, ...infos] = connectionInfos(project, {});
    expect(infos.find(({ name }) => name === 'bad')?.problem).toMatch(problem);
    expect(infos.find(({ name }) => name === 'good')?.problem).toBeUndefined();
    expect(() => findConnection(project, 'bad', {})).toThrow(problem);
  });
});
