import { functionsUsed } from '../core/analysis/functions-used.ts';
import type { MappingModel } from '../core/analysis/model.ts';
import { SfmapError } from '../core/errors.ts';
import type { Connection } from '../project/connection.ts';
import type { EntraSignInMethod } from '../project/entra-connection.ts';
import { type GraphAction, leastPermission, missingPermissions } from '../systems/entra/permissions.ts';
import { aadstsMeaning } from '../systems/entra/sign-in/aadsts.ts';
import { permissionsOf, tokenClaims } from '../systems/entra/sign-in/token-claims.ts';
import { attempt, finding, type Tell } from './connection-check.ts';
import type { openEntra } from './open-tenant.ts';

/** What a mapping does in the tenant. Without one, what every writeback does. */
export function actionsNeeded(model: MappingModel | undefined): readonly GraphAction[] {
  const domain = model !== undefined && functionsUsed(model).has('DefaultDomain');
  const read: GraphAction[] = ['read users', ...(domain ? (['read the organization'] as const) : [])];
  if (model?.direction !== 'inbound') return read;
  const leaving = model.mappings.some(({ target }) => target === 'employeeLeaveDateTime');
  return [...read, 'write users', ...(leaving ? (['write when users leave'] as const) : [])];
}

/** Tries tenant, sign-in, permissions and a read of Entra ID. What depends on a step that failed is left out. */
export async function checkEntra(
  connection: Connection,
  { directory, signIn }: ReturnType<typeof openEntra>,
  model: MappingModel | undefined,
  tell: Tell,
  signal?: AbortSignal,
): Promise<void> {
  const { entraId } = connection;
  if (entraId === undefined) return;
  let token: string;
  try {
    token = await signIn.authorization(signal);
  } catch (error) {
    const problem = finding(error);
    const atTenant = failsAtTenant(problem);
    if (!atTenant) tell('Entra ID: tenant', { ok: `${entraId.authority.host} knows ${entraId.tenant}.` });
    tell(atTenant ? 'Entra ID: tenant' : 'Entra ID: sign-in', problem);
    return;
  }
  tell('Entra ID: tenant', { ok: `${entraId.authority.host} knows ${entraId.tenant}.` });
  tell('Entra ID: sign-in', { ok: how[entraId.signIn.kind] });

  const claims = tokenClaims(token);
  const actions = actionsNeeded(model);
  const missing = claims === undefined ? [] : missingPermissions(claims, actions);
  if (missing.length > 0) tell('Entra ID: permissions', lacks(missing, claims?.scp !== undefined));
  else if (claims !== undefined)
    tell('Entra ID: permissions', { ok: `The token allows ${permissionsOf(claims).join(', ')}.` });
  if (missing.includes(leastPermission('read users'))) return;

  await attempt('Entra ID: users', tell, async () => {
    try {
      for await (const _ of directory.users(['id'], signal, 1)) return { ok: 'Users can be read.' };
    } catch (error) {
      const problem = finding(error);
      return problem.code === 'Authorization_RequestDenied' ? lacks([leastPermission('read users')], false) : problem;
    }
    return new SfmapError('SFM-EMPTY', 'The tenant has no users.', 'Check the tenant.', 3);
  });
}

const how: Readonly<Record<EntraSignInMethod['kind'], string>> = {
  'client-secret': 'The app signs in with its client secret.',
  certificate: 'The app signs in with its certificate.',
  federated: 'The app signs in with a federated token.',
  'device-code': 'The account signs in with a code.',
  delegated: 'The account signs in.',
};

/** Whether an error came before the tenant was looked up: no such tenant, or no answer at all. */
function failsAtTenant({ code }: SfmapError): boolean {
  const number = /^AADSTS(\d+)$/.exec(code)?.[1];
  if (number !== undefined) return aadstsMeaning(Number(number))?.obstacle === 'tenant';
  return /^SFM-(NET|HTTP)-/.test(code);
}

function lacks(missing: readonly string[], delegated: boolean): SfmapError {
  const kind = delegated ? 'delegated' : 'application';
  const several = missing.length > 1;
  return new SfmapError(
    'Authorization_RequestDenied',
    `The app lacks the ${kind} permission${several ? 's' : ''} ${missing.join(' and ')} of Microsoft Graph.`,
    'Add it in the Entra admin center → App registrations → the app → API permissions, and grant admin consent.',
    3,
    { refused: 'request' },
  );
}
