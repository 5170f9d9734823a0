import { basicEnd } from '../core/catalog/basic-authentication.ts';
import { SfmapError } from '../core/errors.ts';
import { companyUser } from '../project/company-user.ts';
import { dataCenters, tenantKind } from '../project/data-centers.ts';
import { type Address, graphAddress, successFactorsAddress, tokenAddress } from '../project/hosts.ts';
import { sandboxName } from '../project/sandbox-connection.ts';
import { secretPrefix } from '../project/secrets.ts';
import type { CheckEntryParams, CheckEntryResult, ConnectionChoices, ConnectionEntry } from './protocol.ts';

/** What there is to choose from when a connection is added: preview tenants first, for mappings are tried there. */
export function connectionChoices(): ConnectionChoices {
  const order = ['preview', 'production', 'demo'];
  const hosts = dataCenters.flatMap(({ hosts, numbers }) =>
    Object.entries(hosts).map(([kind, host]) => ({ host, kind, centers: numbers })),
  );
  return { hosts: hosts.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)), basicEnd };
}

/** Looks at one entry of a connection as a person types it. */
export function checkEntry({ entry, text, names = [] }: CheckEntryParams): CheckEntryResult {
  const value = text.trim();
  try {
    return { value, ...CHECKS[entry](value, names) };
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    return { value, problem: `${error.sentence} ${error.cure}`.trim() };
  }
}

type Found = Partial<CheckEntryResult>;

const problem = (words: string): Found => ({ problem: words });

const CHECKS: Readonly<Record<ConnectionEntry, (text: string, names: readonly string[]) => Found>> = {
  name(text, names) {
    if (text === '') return problem('Give it a name, such as test.');
    if (!/^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]{0,58}[\p{L}\p{N}])?$/u.test(text)) {
      return problem('A name has at most 60 letters, digits, blanks, dots, hyphens and underscores.');
    }
    if (text === sandboxName) return problem('sandbox is the built-in sandbox. Choose another name.');
    if (names.includes(text)) return problem(`There is a connection ${text} already. Choose another name.`);
    const twin = names.find((name) => secretPrefix(name) === secretPrefix(text));
    return twin === undefined
      ? {}
      : problem(`On the command line ${twin} and ${text} would share ${secretPrefix(text)}…. Choose another name.`);
  },
  host(text) {
    const address = successFactorsAddress(text, 'The API server');
    if (address.loopback) return { value: address.origin, loopback: true, note: 'This machine: a sandbox.' };
    const kind = tenantKind(address.host);
    const center = dataCenters.find(({ hosts }) => Object.values(hosts).includes(address.host));
    const where = center === undefined ? '' : `Data centre ${center.numbers.join(', ')}: `;
    const note =
      kind === undefined ? 'No list of SAP names this server; the test will tell.' : `${where}${kind} tenants.`;
    return { value: address.host, note: shortened(address) + note, loopback: false, ...(kind && { kind }) };
  },
  company(text) {
    if (text === '') return problem('Give the company ID, for example contosoT1. Upper and lower case matter.');
    return /[\s:@/]/.test(text) ? problem('A company ID has no blanks and none of : @ /. Give it alone.') : {};
  },
  user(text) {
    if (text === '') return problem('Give the name of the API user, for example sfapi.');
    const { user } = companyUser(text, 'company', 'This');
    return { value: user };
  },
  clientId: (text) => (text === '' || /\s/.test(text) ? problem('Copy the client’s ID here; it has no blanks.') : {}),
  tokenUrl(text) {
    const { url, address } = tokenAddress(text, 'The address');
    return { value: address.loopback ? url : address.host };
  },
  dependency: (text) =>
    /^[\w .-]{0,200}$/.test(text) ? {} : problem('A dependency’s name has letters, digits, blanks, dots and hyphens.'),
  tenant(text) {
    if (['common', 'organizations', 'consumers'].includes(text.toLowerCase())) {
      return problem(`${text} stands for any tenant. Give its domain or its id.`);
    }
    return GUID.test(text) || DOMAIN.test(text)
      ? {}
      : problem('Give the tenant’s domain, such as contoso.onmicrosoft.com, or its id: 8-4-4-4-12 hexadecimal digits.');
  },
  appId: (text) =>
    GUID.test(text)
      ? {}
      : problem('An application (client) ID has 8-4-4-4-12 hexadecimal digits. Copy it from the app.'),
  graph(text) {
    const address = graphAddress(text, 'Microsoft Graph');
    return { value: address.loopback ? address.origin : address.host, loopback: address.loopback };
  },
};

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}$/i;

const shortened = ({ pasted, host }: Address) => (pasted === undefined ? '' : `${host} is used. `);
