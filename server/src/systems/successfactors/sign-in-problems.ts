import { basicEnd, insteadOfBasic } from '../../core/catalog/basic-authentication.ts';
import type { Credential } from './sign-in/sign-in.ts';

/** A sentence, and what helps. */
export type SignInProblem = readonly [sentence: string, cure: string];

const role = 'Admin Center → Manage Permission Roles → the role of the API user';

/**
 * What a sign-in code of SuccessFactors means and what helps (KBA 2524436); undefined for a code that is not known.
 *
 * @param credential What the request was signed in with: the cures differ.
 */
export function signInProblem(code: string, credential: Credential): SignInProblem | undefined {
  const problem = problems.get(code);
  return typeof problem === 'function' ? problem(credential === 'password') : problem;
}

const problems: ReadonlyMap<string, SignInProblem | ((password: boolean) => SignInProblem)> = new Map<
  string,
  SignInProblem | ((password: boolean) => SignInProblem)
>([
  [
    'LGN0001',
    ['SuccessFactors does not know this address.', 'Check the host in sfmap.json: it must be the API server.'],
  ],
  [
    'LGN0002',
    (password) => [
      'The API user may not use OData.',
      password
        ? `Grant it: ${role} → Manage Integration Tools → "Allow Admin to Access OData API through Basic Authentication". The role must be granted to a permission group that holds the user.`
        : `Grant it: ${role} → Manage Integration Tools, and Employee Central API. The role must be granted to a permission group that holds the user.`,
    ],
  ],
  [
    'LGN0003',
    (password) => [
      `SuccessFactors got no ${password ? 'user and password' : 'access token'}.`,
      password
        ? 'Check user and company in sfmap.json; a proxy on the way may take the sign-in out of the requests.'
        : 'A proxy on the way may take the sign-in out of the requests.',
    ],
  ],
  [
    'LGN0004',
    [
      'This host is no API server of SuccessFactors.',
      'Use the API host of your data centre, such as api4.successfactors.com, not the one of the web pages.',
    ],
  ],
  [
    'LGN0005',
    [
      'SuccessFactors refuses the form of the token.',
      'Check that host in sfmap.json belongs to the tenant that gave the token; a proxy on the way may change it.',
    ],
  ],
  ['LGN0006', ['The session of SuccessFactors has expired.', 'Try again.']],
  [
    'LGN0007',
    [
      'SuccessFactors refuses the access token, a new one too.',
      'Check that the client is still registered in Admin Center, and that its user is active.',
    ],
  ],
  [
    'LGN0008',
    [
      'SuccessFactors does not know this company.',
      'Check the company ID in sfmap.json: capitals count, and so does the data centre.',
    ],
  ],
  [
    'LGN0009',
    ['OData is switched off for this company.', 'Ask SAP support or your partner to switch it on in Provisioning.'],
  ],
  [
    'LGN0010',
    (password) =>
      password
        ? [
            'SuccessFactors refuses the sign-in: basic authentication is switched off for this company, or this address is not on its allow-list.',
            `SAP has announced the end of basic authentication for ${basicEnd}. ${insteadOfBasic} For the address: Admin Center → API Center → OData IP Allow-List.`,
          ]
        : [
            'SuccessFactors does not let this address in: it is not on the allow-list of the company.',
            'Add it in Admin Center → API Center → OData IP Allow-List.',
          ],
  ],
  [
    'LGN0013',
    [
      'SuccessFactors does not let this address in.',
      'Add it to the exceptions of the API user: Admin Center → Password & Login Policy Settings → Set API Login Exceptions.',
    ],
  ],
  [
    'LGN0014',
    [
      'The account of the API user is locked.',
      'Ask the administrator to unlock it: Admin Center → Reset User Account. Correct the password first.',
    ],
  ],
  [
    'LGN0015',
    (password) =>
      password
        ? [
            'SuccessFactors refuses the user name or the password.',
            'Correct the password before the next try: repeated failures lock the account.',
          ]
        : [
            'SuccessFactors refuses the user of the token.',
            'Check user in sfmap.json, or the user that the client is bound to, and that the user is active.',
          ],
  ],
  [
    'LGN0022',
    ['The access token of SuccessFactors has expired, a new one too.', 'Set the clock of this machine and try again.'],
  ],
]);
