import { queryParameters, type Reply, type Request } from '../http/reply.ts';
import { basicClient } from '../identity/basic-client.ts';
import { giveDeviceCode } from './device-endpoint.ts';
import { devicePage } from './device-page.ts';
import { instanceDiscovery, openIdConfiguration, signingKeys } from './discovery.ts';
import type { EntraSignIn } from './entra-sign-in.ts';
import { DEVICE_PAGE, signInRoute } from './paths.ts';
import { refusalReply, SignInRefusal } from './refusal.ts';
import { giveTokens } from './token-endpoint.ts';

/** Answers the requests to the login authority; null for all others. @param now ms */
export function handleSignIn(entra: EntraSignIn, request: Request, now: number): Reply | null {
  const route = signInRoute(request.path);
  if (!route) return null;
  try {
    return answer(entra, request, route, now);
  } catch (error) {
    if (error instanceof SignInRefusal) return refusalReply(error, request);
    throw error;
  }
}

type Route = NonNullable<ReturnType<typeof signInRoute>>;

function answer(entra: EntraSignIn, request: Request, { tenant, resource }: Route, now: number): Reply {
  const isForm = resource.startsWith('oauth2/');
  const method = isForm ? 'POST' : 'GET';
  if (request.method !== method && !(resource === DEVICE_PAGE && request.method === 'POST')) {
    const message = `The endpoint only accepts ${method} requests. Received a ${request.method} request.`;
    throw new SignInRefusal(405, 'invalid_request', 900561, message);
  }
  const parameters = queryParameters(request.method === 'POST' ? request.body : request.rawQuery);
  const basic = basicClient(request.headers.authorization);
  if (basic) parameters?.set('client_id', basic.id).set('client_secret', basic.secret);
  if (!parameters) throw new SignInRefusal(400, 'invalid_request', 90004, "The request isn't properly formatted.");
  switch (resource) {
    case 'oauth2/v2.0/token':
      return giveTokens(entra, request, tenant, parameters, now);
    case 'oauth2/v2.0/devicecode':
      return giveDeviceCode(entra, request, tenant, parameters, now);
    case 'discovery/instance':
      return instanceDiscovery(request, parameters);
    case 'discovery/v2.0/keys':
      return signingKeys(entra);
    case DEVICE_PAGE:
      return devicePage(entra, request, parameters, now);
    default:
      return openIdConfiguration(request, tenant);
  }
}
