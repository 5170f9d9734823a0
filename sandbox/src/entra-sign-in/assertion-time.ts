import type { Claims } from '../identity/jwt.ts';
import { SignInRefusal } from './refusal.ts';

/** Clocks of apps may be this far off. An assumption. */
const TOLERANCE_MS = 300_000;

const instant = (seconds: unknown): string =>
  new Date(typeof seconds === 'number' && Math.abs(seconds) < 1e11 ? seconds * 1000 : 0).toISOString();

/** @throws SignInRefusal 700024 for an assertion before its `nbf` or after its `exp`; @param now ms */
export function checkTime({ nbf, exp }: Claims, now: number): void {
  const begun = typeof nbf !== 'number' || nbf * 1000 <= now + TOLERANCE_MS;
  if (begun && typeof exp === 'number' && exp * 1000 > now) return;
  throw new SignInRefusal(
    401,
    'invalid_client',
    700024,
    `Client assertion is not within its valid time range. Current time: ${new Date(now).toISOString()}, assertion valid from ${instant(nbf)}, expiry time of assertion ${instant(exp)}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`,
  );
}
