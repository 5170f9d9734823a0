import { describe, expect, test } from 'vitest';
import { problemOf } from '../support/fake-tenant.ts';
import { type Asked, directoryOf, graphError, idOf, serveGraph } from './support/small-graph.ts';

const origin = ({ url }: Asked) => new URL(url).origin;
const link = (asked: Asked, kind: '$deltatoken' | '$skiptoken', token: string) =>
  `${origin(asked)}/v1.0/users/delta?${kind}=${token}`;
const end = (asked: Asked, value: readonly unknown[] = [], token = 'end') => ({
  json: { value, '@odata.deltaLink': link(asked, '$deltatoken', token) },
});
const more = (asked: Asked, value: readonly unknown[], token: string) => ({
  json: { value, '@odata.nextLink': link(asked, '$skiptoken', token) },
});

describe('changes', () => {
  test('a round is read to its end, entries that come twice are one, the last one counts', async () => {
    const graph = await serveGraph((asked) => {
      switch (asked.query.get('$skiptoken')) {
        case undefined:
          return more(
            asked,
            [
              { id: idOf(1), city: 'Bonn', mail: 'a' },
              { id: idOf(2), '@removed': { reason: 'changed' } },
            ],
            'a',
          );
        case 'a':
          return more(asked, [], 'b');
        case 'b':
          return more(
            asked,
            [
              { id: idOf(1), city: 'Köln' },
              { id: idOf(3), '@removed': { reason: 'deleted' } },
            ],
            'c',
          );
        default:
          return end(asked, [
            { id: idOf(2), city: 'Trier' },
            { id: idOf(4), city: 'Ulm' },
            { id: idOf(4), '@removed': {} },
          ]);
      }
    });
    const { directory } = directoryOf(graph.origin);
    const answer = await directory.changes(['city', 'mail']);
    expect(graph.asked[0]?.query.get('$select')).toBe('id,city,mail');
    expect(answer).toEqual({
      state: 'changes',
      next: `${graph.origin}/v1.0/users/delta?$deltatoken=end`,
      changes: [
        { id: idOf(1), state: 'present', user: { id: idOf(1), city: 'Köln', mail: 'a' } },
        { id: idOf(2), state: 'present', user: { id: idOf(2), city: 'Trier' } },
        { id: idOf(3), state: 'removed', restorable: false },
        { id: idOf(4), state: 'removed', restorable: false },
      ],
    });
  });

  test('the next round begins where this one ended, as it was given', async () => {
    const graph = await serveGraph((asked) => end(asked, [], `${asked.query.get('$deltatoken') ?? ''}+/x`));
    const { directory } = directoryOf(graph.origin);
    const start = await directory.fromNow(['city']);
    expect(graph.asked[0]?.query.get('$deltatoken')).toBe('latest');
    const answer = await directory.changes(['city'], start);
    expect(answer).toMatchObject({ state: 'changes', changes: [] });
    expect(graph.asked[1]?.url).toBe(start);
  });

  test('deleted users can be restored for a while', async () => {
    const graph = await serveGraph((asked) => end(asked, [{ id: idOf(1), '@removed': { reason: 'changed' } }]));
    const answer = await directoryOf(graph.origin).directory.changes(['city']);
    expect(answer).toMatchObject({ changes: [{ state: 'removed', restorable: true }] });
  });

  test('a hundred empty pages are read through, an endless list ends', async () => {
    const graph = await serveGraph((asked, count) =>
      count <= 100 ? more(asked, [], String(count)) : end(asked, [{ id: idOf(1) }]),
    );
    expect(await directoryOf(graph.origin).directory.changes(['city'])).toMatchObject({ changes: [{ id: idOf(1) }] });
    const endless = await serveGraph((asked) => more(asked, [], 'same'));
    const problem = await problemOf(directoryOf(endless.origin).directory.changes(['city']));
    expect(problem.message).toContain('without an end');
  });

  test('a page token that has expired begins the round again from where it began', async () => {
    let expired = false;
    const graph = await serveGraph((asked) => {
      if (asked.query.get('$skiptoken') === undefined) return more(asked, [{ id: idOf(1) }], 'a');
      if (expired) return end(asked, [{ id: idOf(2) }]);
      expired = true;
      return { status: 400, json: graphError('Directory_ExpiredPageToken', 'expired') };
    });
    expect(await directoryOf(graph.origin).directory.changes(['city'])).toMatchObject({
      changes: [{ id: idOf(1) }, { id: idOf(2) }],
    });
  });
});

describe('Graph has forgotten the state', () => {
  test.each<[number, string, object]>([
    [410, 'resyncRequired', {}],
    [410, 'SyncStateNotFound', {}],
    [410, 'Gone', { location: 'https://elsewhere.example/v1.0/users/delta?$deltatoken=' }],
    [400, 'syncStateNotFound', {}],
    [404, 'resyncApplyDifferences', {}],
  ])('%d %s: everybody is to be read again', async (status, code, headers) => {
    const graph = await serveGraph(() => ({
      status,
      json: graphError(code, 'generation=149'),
      headers: { ...headers },
    }));
    const { directory } = directoryOf(graph.origin);
    const answer = await directory.changes(['city'], `${graph.origin}/v1.0/users/delta?$deltatoken=old`);
    expect(answer).toEqual({ state: 'resync', reason: expect.stringMatching(/\.$/) });
    expect(graph.asked).toHaveLength(1);
  });

  test('another refusal is none of that', async () => {
    const graph = await serveGraph(() => ({ status: 403, json: graphError('Authorization_RequestDenied', 'no') }));
    const problem = await problemOf(directoryOf(graph.origin).directory.changes(['city']));
    expect(problem.code).toBe('Authorization_RequestDenied');
  });
});

describe('a state that is not of this Graph is not used', () => {
  test.each([
    'https://graph.microsoft.com/v1.0/users/delta?$deltatoken=x',
    'nonsense',
    '',
    'same:/v1.0/me?$deltatoken=x',
    'same:/v1.0/users/deltax?$deltatoken=x',
    'same:/beta/users/delta?$deltatoken=x',
    'same:/v1.0/users/delta/../../../oauth?$deltatoken=x',
  ])('%s', async (since) => {
    const graph = await serveGraph((asked) => end(asked));
    const { directory } = directoryOf(graph.origin);
    const problem = await problemOf(directory.changes(['city'], since.replace('same:', graph.origin)));
    expect([problem.code, problem.exit]).toEqual(['SFM-GRAPH-DELTA', 2]);
    expect(graph.asked).toHaveLength(0);
  });

  test('nor one that Graph gives for elsewhere, nor an end without any', async () => {
    const away = await serveGraph(() => ({
      json: { value: [], '@odata.deltaLink': 'https://elsewhere.example/v1.0/users/delta?$deltatoken=x' },
    }));
    expect((await problemOf(directoryOf(away.origin).directory.changes(['city']))).code).toBe('SFM-GRAPH-DELTA');
    const none = await serveGraph(() => ({ json: { value: [] } }));
    expect((await problemOf(directoryOf(none.origin).directory.changes(['city']))).code).toBe('SFM-HTTP-SHAPE');
  });
});
