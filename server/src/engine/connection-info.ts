import type { Connection } from '../project/connection.ts';
import type { ConnectionInfo } from './protocol.ts';

/** A connection as the editor shows it, with the secrets that it needs and what each is bound to. */
export function connectionInfo(connection: Connection): ConnectionInfo {
  const { name, environment, successFactors, entraId } = connection;
  const { address, company, user } = successFactors;
  return {
    name,
    environment,
    successFactors: { host: address.host, company, user },
    entraId: { graph: entraId?.graph.host ?? '', tenant: entraId?.tenant ?? '', clientId: entraId?.clientId ?? '' },
    secrets: [
      {
        name: 'SF_PASSWORD',
        binding: ['successfactors', address.host, company, user].join('|'),
        prompt: `Password of ${user} for SuccessFactors ${company} (${address.host})`,
      },
      ...(entraId === undefined
        ? []
        : [
            {
              name: 'GRAPH_CLIENT_SECRET' as const,
              binding: ['entra', entraId.graph.host, entraId.tenant, entraId.clientId].join('|'),
              prompt: `Client secret of app ${entraId.clientId} in Entra tenant ${entraId.tenant}`,
            },
          ]),
    ],
  };
}
