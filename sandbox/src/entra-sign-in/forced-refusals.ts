import { SignInRefusal } from './refusal.ts';

type Refusal = readonly [status: number, error: string, message: string, suberror?: string];

/**
 * Refusals that follow from policies and from the state of the service, which the sandbox has not: they come when the
 * control endpoint asks for them. Numbers and meanings by "Microsoft Entra authentication & authorization error codes".
 */
const refusals: ReadonlyMap<number, Refusal> = new Map<number, Refusal>([
  [
    53003,
    [
      400,
      'invalid_grant',
      'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
      'message_only',
    ],
  ],
  [
    50076,
    [
      400,
      'invalid_grant',
      'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
      'basic_action',
    ],
  ],
  [50105, [400, 'invalid_grant', 'The signed in user is not assigned to a role for the application.']],
  [7000112, [400, 'unauthorized_client', 'Application is disabled.']],
  [90033, [503, 'temporarily_unavailable', 'A transient error has occurred. Please try again.']],
  [90055, [429, 'temporarily_unavailable', 'There are too many incoming requests.']],
]);

export const forcedRefusals: readonly number[] = [...refusals.keys()];

/** @throws SignInRefusal with a code of `forcedRefusals` */
export function refuseWith(code: number): never {
  const [status, error, message, suberror] = refusals.get(code) ?? [400, 'invalid_request', 'The request is refused.'];
  throw new SignInRefusal(status, error, code, message, suberror);
}
