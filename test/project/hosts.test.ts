import { describe, expect, test } from 'vitest';
import { companyUser } from '../../server/src/project/company-user.ts';
import { graphAddress, signInOrigin, successFactorsAddress } from '../../server/src/project/hosts.ts';

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
    ['api4 successfactors.com', 'is not a host name'],
    ['https://', 'is not a host name'],
  ])('%s is refused', (text, message) => {
    expect(() => successFactorsAddress(text, 'host')).toThrow(message);
    expect(() => successFactorsAddress(text, 'host')).not.toThrow('geheim');
  });
});

test('Graph is a Microsoft cloud or loopback, with the sign-in host that belongs to it', () => {
  expect(signInOrigin(graphAddress('graph.microsoft.com', 'graph'))).toBe('https://login.microsoftonline.com');
  expect(signInOrigin(graphAddress('https://graph.microsoft.us/v1.0', 'graph'))).toBe(
    'https://login.microsoftonline.us',
  );
  expect(signInOrigin(graphAddress('127.0.0.1:45101', 'graph'))).toBe('http://127.0.0.1:45101');
  expect(() => graphAddress('graph.microsoft.com.attacker.example', 'graph')).toThrow('is no Microsoft Graph');
});

describe('company and user', () => {
  test.each([
    ['sfapi', 'contosoT1', 'sfapi', 'contosoT1'],
    ['sfapi@contosoT1', undefined, 'sfapi', 'contosoT1'],
    ['sfapi@contosoT1', 'contosoT1', 'sfapi', 'contosoT1'],
    ['ana@contoso.example@contosoT1', undefined, 'ana@contoso.example', 'contosoT1'],
    ['ana@contoso.example', 'contosoT1', 'ana@contoso.example', 'contosoT1'],
  ])('%s, %s', (text, given, user, company) => {
    expect(companyUser(text, given, 'place')).toEqual({ user, company });
  });
  test('a missing company, an empty user and a password after a colon are named', () => {
    expect(() => companyUser('sfapi', undefined, 'place')).toThrow('place.company is missing');
    expect(() => companyUser('@contosoT1', undefined, 'place')).toThrow('place.user is empty');
    expect(() => companyUser('sfapi:geheim', 'contosoT1', 'place')).toThrow('holds a colon');
  });
});
