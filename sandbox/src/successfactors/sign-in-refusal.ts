import { wellKnown } from '../tenant/well-known.ts';

/** A refused sign-in: SuccessFactors' LGN code with its status (SAP KBA 2524436). */
export interface SignInRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const refusal = (status: number, code: string, message: string): SignInRefusal => ({
  status,
  code,
  message: `[${code}]${message}`,
});

const token = (what: string) =>
  refusal(403, 'LGN0007', `Invalid OAuth token:${what}. Please validate the value for your OAuth token.`);

/**
 * The texts are SAP's (SAP KBA 2524436, 2161058, 2255660, 3290097), slips of the pen included, but for two: what stands
 * in the place of a token, and LGN0022, of which the last words are known.
 */
export const refusals = {
  noODataPermission: refusal(
    403,
    'LGN0002',
    "Authentication failed, user doesn't have the OData Admin access permission. Please review granting of permission at the Roles Management menu of Admin Center",
  ),
  missing: refusal(
    403,
    'LGN0003',
    'Authentication credentials are require. Please provide a valid user name, password and company id.',
  ),
  format: refusal(403, 'LGN0005', 'The OAuth authentication token format is wrong.'),
  invalidToken: token('unknown'),
  notMapped: token('no API user is mapped to its OIDC client'),
  company: (company: string) =>
    refusal(
      403,
      'LGN0008',
      `Company [${company}] not found. Please validate the spelling of your company id, which is case-sensitive.`,
    ),
  basicOrAddress: refusal(
    403,
    'LGN0010',
    `Basic authentication for ODATA API is disabled for company ${wellKnown.company}`,
  ),
  address: (user: string) =>
    refusal(
      403,
      'LGN0013',
      `Authentication failed. Attempted login from unauthorized ip: 127.0.0.1 to company id: ${wellKnown.company} by username: ${user}(status code = 8)`,
    ),
  locked: refusal(403, 'LGN0014', 'Authentication failed, user account is locked(status code = 13)'),
  password: refusal(
    401,
    'LGN0015',
    'Authentication failed. You have entered an incorrect username or password (status code = 4).',
  ),
  expired: refusal(403, 'LGN0022', 'The access token has expired.'),
} as const;
