import { createHash, timingSafeEqual } from 'node:crypto';
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

const equal = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

/**
 * Checks `Authorization: Basic base64(user@company:password)`. The company follows the last `@`, since users may be
 * e-mail addresses; the password may hold colons. Null when the sign-in is good.
 */
export function refuseSignIn(header: string | undefined): SignInRefusal | null {
  if (!header) return refusal(403, 'LGN0003', 'The credentials are missing in the request header Authorization.');
  const basic = /^Basic\s+([A-Za-z0-9+/=]+)\s*$/i.exec(header)?.[1];
  if (basic === undefined) {
    return refusal(403, 'LGN0005', 'The format of the token in the request header Authorization is invalid.');
  }
  const [account = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  const at = account.lastIndexOf('@');
  if (at < 0 || account.slice(at + 1) !== wellKnown.company) {
    return refusal(403, 'LGN0008', 'The company could not be found. The company id is case-sensitive.');
  }
  if (!equal(account.slice(0, at), wellKnown.user) || !equal(rest.join(':'), wellKnown.password)) {
    return refusal(401, 'LGN0015', 'Login failed: wrong user name or password (status code = 4).');
  }
  return null;
}
