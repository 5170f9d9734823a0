import type { Connection } from './connection.ts';
import { type Address, graphAddress, successFactorsAddress } from './hosts.ts';
import { projectError } from './project-error.ts';

/** The name of the connection that exists without any file. */
export const sandboxName = 'sandbox';

/** Where the sandbox listens when nothing else is said. */
const defaultHost = '127.0.0.1:45100';

/** The sandbox holds invented people alone, so its passwords are printed everywhere, here too. */
export const sandboxSecrets = {
  SF_PASSWORD: 'sandbox-password',
  GRAPH_CLIENT_SECRET: 'sandbox-secret',
} as const;

/** Both addresses of a running sandbox. */
export interface SandboxAddresses {
  readonly successFactors: string;
  readonly graph: string;
}

/**
 * The built-in connection to the local tenant.
 *
 * @param addresses Where it listens. Absent: `SFMAP_SANDBOX_HOST`, or the default port; Graph is at
 *   `SFMAP_SANDBOX_GRAPH`, or one port above.
 * @throws SfmapError exit 2: an address that is not loopback.
 */
export function sandboxConnection(
  env: Readonly<Record<string, string | undefined>>,
  addresses: SandboxAddresses = fromEnvironment(env),
): Connection {
  const address = onThisMachine(successFactorsAddress(addresses.successFactors, 'SFMAP_SANDBOX_HOST'));
  const graph = onThisMachine(graphAddress(addresses.graph, 'SFMAP_SANDBOX_GRAPH'));
  return {
    name: sandboxName,
    environment: 'sandbox',
    successFactors: { address, company: 'SANDBOX', user: 'sfapi', signIn: { kind: 'basic' }, notes: [] },
    entraId: {
      graph,
      authority: graph,
      tenant: 'contoso.example',
      clientId: '11111111-2222-4333-8444-555555555555',
      signIn: { kind: 'client-secret' },
    },
    parameters: new Map([
      ['businessEmailType', '8448'],
      ['businessPhoneType', '10605'],
      ['cellPhoneType', '10606'],
    ]),
    builtIn: true,
  };
}

function onThisMachine(address: Address): Address {
  if (address.loopback) return address;
  throw projectError(
    `The sandbox runs on this machine, and ${address.host} does not.`,
    'Set SFMAP_SANDBOX_HOST to a loopback address such as 127.0.0.1:45100, or add a connection to sfmap.json.',
  );
}

function fromEnvironment(env: Readonly<Record<string, string | undefined>>): SandboxAddresses {
  const host = env['SFMAP_SANDBOX_HOST'] || defaultHost;
  const { origin } = onThisMachine(successFactorsAddress(host, 'SFMAP_SANDBOX_HOST'));
  const url = new URL(origin);
  const port = Number(url.port || '80');
  url.port = String(port + 1);
  return { successFactors: origin, graph: env['SFMAP_SANDBOX_GRAPH'] || url.origin };
}
