import * as z from 'zod';
import { SfmapError } from '../../core/errors.ts';
import { graphAddress } from './graph-address.ts';
import type { GraphClient } from './graph-client.ts';
import { leastPermission } from './permissions.ts';

const answer = z.object({
  value: z.array(
    z.object({ verifiedDomains: z.array(z.object({ name: z.string(), isDefault: z.boolean().nullish() })) }),
  ),
});

const permission = leastPermission('read the organization');

/**
 * The default verified domain of the tenant, which `DefaultDomain()` gives. Source: Microsoft Graph, "List organizations"
 * and "verifiedDomain resource type".
 *
 * @throws SfmapError exit 3, also where the app may not read it: without it no value that needs it can be told.
 */
export async function readDefaultDomain(client: GraphClient, signal?: AbortSignal): Promise<string> {
  const address = graphAddress('organization', { $select: 'verifiedDomains' });
  const parsed = answer.safeParse(await asking(client.read({ address, permission, signal })));
  const domains = parsed.success ? parsed.data.value.flatMap(({ verifiedDomains }) => verifiedDomains) : [];
  const name = domains.find(({ isDefault }) => isDefault === true)?.name;
  if (name !== undefined && name !== '') return name;
  throw new SfmapError(
    'SFM-DOMAIN',
    'Microsoft Graph names no default domain of the Entra tenant, and the mapping needs it for DefaultDomain().',
    'Choose one in the Entra admin center → Domain names, or write the domain itself into the mapping.',
    3,
  );
}

async function asking<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof SfmapError) || error.status !== 403) throw error;
    throw new SfmapError(
      error.code,
      'The app may not read the default domain of the Entra tenant, and the mapping needs it for DefaultDomain().',
      `Grant the app registration the permission ${permission} with admin consent, or write the domain itself into the mapping.`,
      3,
      { refused: 'request', status: 403, cause: error },
    );
  }
}
