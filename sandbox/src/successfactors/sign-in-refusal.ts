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

/** Codes and statuses are documented; the texts are approximate. */
export const refusals = {
  noODataPermission: refusal(403, 'LGN0002', 'The user has no permission to access the OData API.'),
  missing: refusal(403, 'LGN0003', 'The credentials are missing in the request header Authorization.'),
  format: refusal(403, 'LGN0005', 'The format of the token in the request header Authorization is invalid.'),
  invalidToken: refusal(403, 'LGN0007', 'The access token in the request header Authorization is invalid.'),
  notMapped: refusal(403, 'LGN0007', 'The access token is invalid: no API user is mapped to its OIDC client.'),
  company: refusal(403, 'LGN0008', 'The company could not be found. The company id is case-sensitive.'),
  basicOrAddress: refusal(403, 'LGN0010', 'Basic authentication is switched off, or the IP address is not allowed.'),
  address: refusal(403, 'LGN0013', 'Login failed: unauthorized IP address.'),
  locked: refusal(403, 'LGN0014', 'Login failed: the account is locked.'),
  password: refusal(401, 'LGN0015', 'Login failed: wrong user name or password (status code = 4).'),
  expired: refusal(403, 'LGN0022', 'The access token in the request header Authorization has expired.'),
} as const satisfies Record<string, SignInRefusal>;
