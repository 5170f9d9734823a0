import { jsonReply, type Reply } from '../http/reply.ts';
import { wellKnown } from '../tenant/well-known.ts';
import { allowOptions, type Call } from './call.ts';
import type { GraphContext } from './context.ts';

const domain = (name: string, more: { isDefault?: boolean; isInitial?: boolean } = {}) => ({
  capabilities: 'Email, OfficeCommunicationsOnline',
  isDefault: false,
  isInitial: false,
  name,
  type: 'Managed',
  ...more,
});

/** The domains in which user principal names may lie. */
export const verifiedDomains = [
  domain(wellKnown.tenant, { isDefault: true }),
  domain('contoso.onmicrosoft.example', { isInitial: true }),
  domain('eu.contoso.example'),
];

/** Answers `GET /v1.0/organization`. */
export function organizationReply(_: GraphContext, call: Call): Reply {
  allowOptions(call, ['$select']);
  const organization = {
    id: wellKnown.tenantId,
    displayName: 'Contoso',
    countryLetterCode: 'NO',
    onPremisesSyncEnabled: true,
    tenantType: 'AAD',
    verifiedDomains,
  };
  const names = call.options
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  const shown = names
    ? Object.fromEntries(Object.entries(organization).filter(([name]) => names.includes(name)))
    : organization;
  return jsonReply(
    200,
    { '@odata.context': `${call.request.origin}/v1.0/$metadata#organization`, value: [shown] },
    { 'odata-version': '4.0' },
  );
}
