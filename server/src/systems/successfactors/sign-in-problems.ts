/**
 * What SuccessFactors' sign-in codes mean and what helps (KBA 2524436).
 * Each entry: the sentence, the cure.
 */
export const signInProblems: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['LGN0001', ['SuccessFactors does not know this address.', 'Check the host: it must be the API server.']],
  [
    'LGN0002',
    [
      'The API user may not use OData.',
      'Give its role "Allow Admin to Access to OData API through Basic Authentication" and the Employee Central API.',
    ],
  ],
  ['LGN0003', ['SuccessFactors got no user and password.', 'Check user and company in sfmap.json.']],
  ['LGN0004', ['This host is no API server of SuccessFactors.', 'Use the API host, such as api4.successfactors.com.']],
  ['LGN0005', ['SuccessFactors refuses the form of the token.', 'Sign in again.']],
  ['LGN0006', ['The session of SuccessFactors has expired.', 'Try again.']],
  ['LGN0007', ['SuccessFactors refuses the token.', 'Sign in again.']],
  [
    'LGN0008',
    [
      'SuccessFactors does not know this company.',
      'Check the company ID in sfmap.json: capitals count, and so does the data centre.',
    ],
  ],
  ['LGN0009', ['OData is switched off for this company.', 'Ask the administrator to switch it on in Provisioning.']],
  [
    'LGN0010',
    [
      'SuccessFactors refuses the sign-in: basic authentication is switched off for this company, or this address is not on its allow-list.',
      'Ask the administrator to allow the address, or to allow basic authentication for the API user.',
    ],
  ],
  [
    'LGN0013',
    [
      'SuccessFactors does not let this address in.',
      'Ask the administrator to add it to the allow-list of the API user.',
    ],
  ],
  ['LGN0014', ['The account of the API user is locked.', 'Ask the administrator to unlock it.']],
  [
    'LGN0015',
    [
      'SuccessFactors refuses the user name or the password.',
      'Correct the password before the next try: repeated failures lock the account.',
    ],
  ],
  ['LGN0022', ['The access token of SuccessFactors has expired.', 'Sign in again.']],
]);
