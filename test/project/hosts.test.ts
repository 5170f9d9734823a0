import { describe, expect, test } from 'vitest';
import { companyUser } from '../../server/src/project/company-user.ts';
import { dataCenters, pagesHost, tenantKind } from '../../server/src/project/data-centers.ts';
import { authorityAddress, graphAddress, successFactorsAddress, tokenAddress } from '../../server/src/project/hosts.ts';

describe('hosts of SuccessFactors', () => {
  test.each([
    ['api4.successfactors.com', 'https://api4.successfactors.com'],
    ['API4.SuccessFactors.com', 'https://api4.successfactors.com'],
    ['https://api012.successfactors.eu/odata/v2/', 'https://api012.successfactors.eu'],
    ['https://api4.successfactors.com:443/odata/v2/PerPerson?$format=json', 'https://api4.successfactors.com'],
    [' api-in10-preview.hr.cloud.sap ', 'https://api-in10-preview.hr.cloud.sap'],
    ['127.0.0.1:45100', 'http://127.0.0.1:45100'],
    ['http://localhost:45100/', 'http://localhost:45100'],
    ['http://[::1]:45100', 'http://[::1]:45100'],
  ])('%s', (text, origin) => {
    expect(successFactorsAddress(text, 'host').origin).toBe(origin);
  });

  test.each([
    ['successfactors.com.attacker.example', 'is no API server of SuccessFactors'],
    ['successfactors.com', 'is no API server of SuccessFactors'],
    ['notsuccessfactors.com', 'is no API server of SuccessFactors'],
    ['http://api4.successfactors.com', 'not encrypted'],
    ['ftp://api4.successfactors.com', 'not encrypted'],
    ['api4.successfactors.com:8443', 'a port is allowed for loopback alone'],
    ['https://sfapi:geheim@api4.successfactors.com', 'holds a user name or a password'],
    ['https://api4.successfactors.com@attacker.example', 'holds a user name or a password'],
    ['128.0.0.1', 'is no API server'],
    ['', 'is not a host name'],
    ['performancemanager4.successfactors.com', 'serves the web pages of SuccessFactors, not its API'],
    ['hcm41.sapsf.com/sf/home', 'serves the web pages'],
    ['salesdemo4.successfactors.com', 'serves the web pages'],
    ['api4.cert.successfactors.com', 'takes certificates in the TLS connection'],
    ['sandbox.api.sap.com', "is SAP's public sandbox"],
    ['api4 successfactors.com', 'is not a host name'],
    ['https://', 'is not a host name'],
  ])('%s is refused', (text, message) => {
    expect(() => successFactorsAddress(text, 'host')).toThrow(message);
    expect(() => successFactorsAddress(text, 'host')).not.toThrow('geheim');
  });
});

test.each([
  ['performancemanager4.successfactors.com', 'api4.successfactors.com'],
  ['hcm68.successfactors.com', 'api4.successfactors.com'],
  ['hcm12preview.sapsf.eu', 'api12preview.sapsf.eu'],
  ['hcm33.sapsf.eu', 'api012.successfactors.eu'],
  ['salesdemo2.successfactors.eu', 'apisalesdemo2.successfactors.eu'],
  ['pmsalesdemo8.successfactors.com', 'apisalesdemo8.successfactors.com'],
  ['hcm-in10-preview.hr.cloud.sap', 'api-in10-preview.hr.cloud.sap'],
  ['hcm-sa20.hr.cloud.sap', 'api-sa20.hr.cloud.sap'],
  ['performancemanager.successfactors.eu', undefined],
  ['hcm99.sapsf.com', undefined],
])('the web pages at %s belong to the API server %s', (host, api) => {
  expect(pagesHost(host)).toEqual(api === undefined ? {} : { api });
});

test('no API server of the list is taken for web pages', () => {
  const hosts = dataCenters.flatMap((center) => Object.entries(center.hosts));
  expect(hosts.length).toBeGreaterThan(35);
  for (const [kind, host] of hosts) {
    expect(successFactorsAddress(host, 'host')).toEqual({ origin: `https://${host}`, host, loopback: false });
    expect(tenantKind(host)).toBe(kind);
  }
  expect(tenantKind('api99.sapsf.com')).toBeUndefined();
});

describe('token endpoints of SAP Cloud Identity Services', () => {
  test.each([
    ['contoso.accounts.ondemand.com', 'https://contoso.accounts.ondemand.com/oauth2/token'],
    ['https://contoso.accounts.cloud.sap/', 'https://contoso.accounts.cloud.sap/oauth2/token'],
    ['https://A1b2.accounts400.ondemand.com/oauth2/token', 'https://a1b2.accounts400.ondemand.com/oauth2/token'],
    ['http://127.0.0.1:45100/ias/oauth2/token', 'http://127.0.0.1:45100/ias/oauth2/token'],
  ])('%s', (text, url) => {
    expect(tokenAddress(text, 'tokenUrl').url).toBe(url);
  });

  test.each([
    ['accounts.ondemand.com', 'is no tenant of SAP Cloud Identity Services'],
    ['contoso.accounts.ondemand.com.attacker.example', 'is no tenant'],
    ['http://contoso.accounts.ondemand.com', 'not encrypted'],
    ['https://contoso.accounts.ondemand.com/oauth2/tokens', 'is no token endpoint'],
    ['https://contoso.accounts.ondemand.com/oauth2/authorize', 'is no token endpoint'],
    ['https://c:geheim@contoso.accounts.ondemand.com', 'holds a user name or a password'],
    ['http://127.0.0.1:45100/steal', 'is no token endpoint'],
  ])('%s is refused', (text, message) => {
    expect(() => tokenAddress(text, 'tokenUrl')).toThrow(message);
    expect(() => tokenAddress(text, 'tokenUrl')).not.toThrow('geheim');
  });
});

describe('Microsoft Graph', () => {
  const graph = (text: string) => graphAddress(text, 'graph');
  const authority = (text: string | undefined, of: string) => authorityAddress(text, graph(of), 'authority').origin;

  test.each([
    ['graph.microsoft.com', 'https://login.microsoftonline.com'],
    ['https://graph.microsoft.us/v1.0', 'https://login.microsoftonline.us'],
    ['dod-graph.microsoft.us', 'https://login.microsoftonline.us'],
    ['microsoftgraph.chinacloudapi.cn', 'https://login.partner.microsoftonline.cn'],
    ['127.0.0.1:45101', 'http://127.0.0.1:45101'],
  ])('%s signs in at %s', (host, origin) => {
    expect(authority(undefined, host)).toBe(origin);
    expect(authority(new URL(origin).host, host)).toBe(origin);
  });

  test('on this machine the sign-in may be elsewhere on this machine, and nowhere else', () => {
    expect(authority('https://localhost:45102', '127.0.0.1:45101')).toBe('https://localhost:45102');
    for (const [text, of] of [
      ['login.microsoftonline.com', '127.0.0.1:45101'],
      ['127.0.0.1:45102', 'graph.microsoft.com'],
      ['login.microsoftonline.us', 'graph.microsoft.com'],
      ['login.microsoftonline.com.attacker.example', 'graph.microsoft.com'],
    ] as const) {
      expect(() => authority(text, of)).toThrow('does not sign in for');
    }
  });

  test('another host is refused', () => {
    expect(() => graph('graph.microsoft.com.attacker.example')).toThrow('is no Microsoft Graph');
  });
});

describe('company and user', () => {
  test.each([
    ['sfapi', 'contosoT1', 'sfapi', 'contosoT1'],
    ['sfapi@contosoT1', undefined, 'sfapi', 'contosoT1'],
    ['sfapi@contosoT1', 'contosoT1', 'sfapi', 'contosoT1'],
    ['ana@contoso.example@contosoT1', undefined, 'ana@contoso.example', 'contosoT1'],
    ['ana@contoso.example', 'contosoT1', 'ana@contoso.example', 'contosoT1'],
  ])('%s, %s', (text, given, user, company) => {
    expect(companyUser(text, given, 'place')).toMatchObject({ user, company });
  });
  test('a missing company, an empty user and a password after a colon are named', () => {
    expect(() => companyUser('sfapi', undefined, 'place')).toThrow('place.company is missing');
    expect(() => companyUser('@contosoT1', undefined, 'place')).toThrow('place.user is empty');
    expect(() => companyUser('sfapi:geheim', 'contosoT1', 'place')).toThrow('holds a colon');
  });
});
