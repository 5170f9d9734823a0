import { describe, expect, it } from 'vitest';
import { checkEntry, connectionChoices } from '../../server/src/engine/connection-entry.ts';
import type { ConnectionEntry } from '../../server/src/engine/protocol.ts';

const GUID = '0f0e0d0c-1111-4222-8333-444455556666';

describe('an entry of a connection is looked at while it is typed', () => {
  it.each<[ConnectionEntry, string, object]>([
    ['name', ' test ', { value: 'test' }],
    ['name', 'Contoso Größe 1', { value: 'Contoso Größe 1' }],
    ['host', 'https://api4preview.sapsf.com/odata/v2/', { value: 'api4preview.sapsf.com', kind: 'preview' }],
    ['host', 'api4.successfactors.com', { note: 'Data centre 4, 68: production tenants.', kind: 'production' }],
    ['host', 'api99.sapsf.com', { note: 'No list of SAP names this server; the test will tell.' }],
    ['host', 'http://127.0.0.1:45100', { value: 'http://127.0.0.1:45100', loopback: true }],
    ['company', 'contosoT1', { value: 'contosoT1' }],
    ['user', 'sfapi@contosoT1', { value: 'sfapi@contosoT1' }],
    ['tokenUrl', 'https://contoso.accounts.ondemand.com/oauth2/token', { value: 'contoso.accounts.ondemand.com' }],
    ['dependency', '', { value: '' }],
    ['tenant', 'contoso.onmicrosoft.com', { value: 'contoso.onmicrosoft.com' }],
    ['tenant', GUID, { value: GUID }],
    ['appId', GUID.toUpperCase(), { value: GUID.toUpperCase() }],
    ['graph', 'graph.microsoft.us', { value: 'graph.microsoft.us' }],
  ])('%s %j will do', (entry, text, expected) => {
    const result = checkEntry({ entry, text });
    expect(result).toMatchObject(expected);
    expect(result.problem).toBeUndefined();
  });

  it.each<[ConnectionEntry, string, RegExp]>([
    ['name', '', /Give it a name/],
    ['name', 'sandbox', /built-in sandbox/],
    ['name', 'live', /There is a connection live already/],
    ['name', 'LIVE', /On the command line live and LIVE would share SFMAP_LIVE_/],
    ['name', 'a\u202eb', /letters, digits/],
    ['name', 'a\nb', /letters, digits/],
    ['host', '', /not a host name/],
    ['host', 'performancemanager4.successfactors.com', /Use the API host: api4\.successfactors\.com/],
    ['host', 'api4.successfactors.com.evil.example', /no API server of SuccessFactors/],
    ['host', 'sfapi:secret@api4.successfactors.com', /holds a user name or a password/],
    ['company', 'sfapi@contosoT1', /none of : @/],
    ['user', 'sfapi:secret', /holds a colon/],
    ['tenant', 'common', /stands for any tenant/],
    ['tenant', 'contoso', /Give the tenant’s domain/],
    ['appId', '1234', /8-4-4-4-12/],
    ['graph', 'graph.evil.example', /no Microsoft Graph/],
    ['tokenUrl', 'contoso.evil.example', /no tenant of SAP Cloud Identity Services/],
  ])('%s %j is refused with a cure', (entry, text, problem) => {
    const result = checkEntry({ entry, text, names: ['sandbox', 'live'] });
    expect(result.problem).toMatch(problem);
    expect(result.problem).not.toMatch(/secret@|:secret/);
  });

  it('offers every API server, those of preview tenants first', () => {
    const { hosts } = connectionChoices();
    expect(hosts.length).toBeGreaterThan(35);
    expect(hosts[0]?.kind).toBe('preview');
    for (const { host, kind } of hosts)
      expect(checkEntry({ entry: 'host', text: host })).toMatchObject({ value: host, kind });
  });
});
