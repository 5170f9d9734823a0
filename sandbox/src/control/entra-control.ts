import { type Application, exampleApplications } from '../entra-sign-in/applications.ts';
import { standardTimes } from '../entra-sign-in/entra-sign-in.ts';
import { forcedRefusals } from '../entra-sign-in/forced-refusals.ts';
import { graphPermissions } from '../entra-sign-in/permissions.ts';
import { SigningKey } from '../entra-sign-in/signing-key.ts';
import { type Lag, noLag } from '../graph/consistency.ts';
import { documentedQuotas } from '../graph/throttle.ts';
import { queryParameters, type Reply, type Request } from '../http/reply.ts';
import { readCertificate } from '../successfactors/certificate.ts';
import type { Sandbox } from '../tenant/sandbox.ts';
import { wellKnown } from '../tenant/well-known.ts';
import { ControlProblem, fields, text } from './registrations.ts';

const HOUR_S = 3600;
const MOST = 31_536_000;

/** What is set on the side of Entra ID, as the control endpoint shows it. */
export const entraSettings = ({ entra, throttle, consistency }: Sandbox): Record<string, unknown> => ({
  ...entra.settings,
  ...consistency.lag,
  refusal: entra.refusal,
  throttling: throttle.quotas ?? false,
});

function count(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST) return value;
  throw new ControlProblem(`"${name}" must be a whole number from 0 to ${MOST}`);
}

/**
 * Takes `{"accessTokenSeconds"?, "deviceCodeSeconds"?, "pollSeconds"?, "visibleAfterMs"?, "staleReads"?,
 * "throttling"?, "refusal"?}`; what is absent stays as it is. Throttling is true (the documented limits), false, or `{"resourceUnits", "writes", "seconds"}`.
 *
 * @throws ControlProblem naming the field and what it takes
 */
export function setEntra(sandbox: Sandbox, value: unknown): Record<string, unknown> {
  const times = Object.keys(standardTimes);
  const given = fields(value, 'a setting of Entra ID', [...times, 'throttling', 'refusal', ...Object.keys(noLag)]);
  const read = [...given].flatMap(([name, each]) => (times.includes(name) ? [[name, count(each, name)]] : []));
  const lag = lagOf(given, sandbox.consistency.lag);
  const refusal = given.has('refusal') ? refusalOf(given.get('refusal')) : sandbox.entra.refusal;
  const throttling = given.get('throttling');
  const quotas = throttling === undefined ? undefined : quotasOf(sandbox, throttling);
  sandbox.entra.settings = { ...sandbox.entra.settings, ...Object.fromEntries(read) };
  sandbox.entra.refusal = refusal;
  if (quotas !== undefined) sandbox.throttle.quotas = quotas;
  const { directory, copyDirectory } = sandbox.tenant;
  if (lag) sandbox.consistency.begin(lag, directory, copyDirectory);
  return entraSettings(sandbox);
}

function refusalOf(value: unknown): number | null {
  if (value === null) return null;
  if (typeof value === 'number' && forcedRefusals.includes(value)) return value;
  throw new ControlProblem(`"refusal" must be null or one of ${forcedRefusals.join(', ')}`);
}

function lagOf(given: ReadonlyMap<string, unknown>, now: Lag): Lag | null {
  const [ms, part] = [given.get('visibleAfterMs'), given.get('staleReads')];
  if (ms === undefined && part === undefined) return null;
  const staleReads = part ?? now.staleReads;
  if (typeof staleReads !== 'number' || !(staleReads >= 0 && staleReads <= 1)) {
    throw new ControlProblem('"staleReads" must be a number from 0 to 1');
  }
  return { visibleAfterMs: ms === undefined ? now.visibleAfterMs : count(ms, 'visibleAfterMs'), staleReads };
}

function quotasOf(sandbox: Sandbox, value: unknown): Sandbox['throttle']['quotas'] {
  if (value === false) return null;
  if (value === true) return documentedQuotas(sandbox.tenant.population.size);
  const given = fields(value, '"throttling" is true, false or', ['resourceUnits', 'writes', 'seconds']);
  const positive = (name: string): number => Math.max(1, count(given.get(name), name));
  const seconds = positive('seconds');
  return {
    resourceUnits: { limit: positive('resourceUnits'), seconds },
    writes: { limit: positive('writes'), seconds },
  };
}

function words(given: ReadonlyMap<string, unknown>, name: string): string[] | undefined {
  const value = given.get(name);
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw new ControlProblem(`"${name}" must be a list of texts`);
}

function flag(given: ReadonlyMap<string, unknown>, name: string): boolean | undefined {
  const value = given.get(name);
  if (value === undefined || typeof value === 'boolean') return value;
  throw new ControlProblem(`"${name}" must be true or false`);
}

/**
 * Reads an app registration: `{"clientId", "name"?, "secret"?, "secretExpired"?, "certificates"?, "permissions"?,
 * "publicClient"?, "federated"?}`. What is absent is as in the app with all permissions.
 *
 * @throws ControlProblem or CertificateProblem
 */
export function readApplication(value: unknown): Application {
  const given = fields(value, 'an app registration', [
    'clientId',
    'name',
    'secret',
    'secretExpired',
    'certificates',
    'permissions',
    'publicClient',
    'federated',
  ]);
  const clientId = text(given, 'clientId').toLowerCase();
  const standard = exampleApplications(null).get(wellKnown.clientId);
  const permissions = words(given, 'permissions') ?? graphPermissions;
  const stranger = permissions.find((each) => !graphPermissions.includes(each));
  if (stranger !== undefined) {
    throw new ControlProblem(`"permissions" names ${stranger}; the sandbox knows ${graphPermissions.join(', ')}`);
  }
  const federated = given.get('federated') ?? standard?.federated;
  if (!Array.isArray(federated)) throw new ControlProblem('"federated" must be a list');
  return {
    clientId,
    name: given.has('name') ? text(given, 'name') : clientId,
    secret: given.has('secret') ? text(given, 'secret') : wellKnown.clientSecret,
    secretExpired: flag(given, 'secretExpired') ?? false,
    certificates: (words(given, 'certificates') ?? []).map(readCertificate),
    federated: federated.map((each) => {
      const trust = fields(each, '"federated"', ['issuer', 'subject', 'audience']);
      return { issuer: text(trust, 'issuer'), subject: text(trust, 'subject'), audience: text(trust, 'audience') };
    }),
    permissions,
    publicClient: flag(given, 'publicClient') ?? true,
    about: 'registered by the control endpoint',
  };
}

/**
 * A token of the issuer that the app with all permissions trusts, as text: `?issuer=`, `subject=`, `audience=` and
 * `seconds=` (life) change it, `key=other` signs it with a key that nobody knows.
 */
export function federatedToken({ entra }: Sandbox, request: Request, now: number): Reply {
  const asked = queryParameters(request.rawQuery) ?? new Map<string, string>();
  const { issuer, subject, audience } = wellKnown.federated;
  const seconds = Number(asked.get('seconds') ?? HOUR_S);
  if (!Number.isFinite(seconds)) throw new ControlProblem('"seconds" must be a number');
  const at = Math.floor(now / 1000);
  const key = asked.get('key') === 'other' ? new SigningKey() : entra.issuerKey;
  const token = key.sign({
    iss: asked.get('issuer') ?? issuer,
    sub: asked.get('subject') ?? subject,
    aud: asked.get('audience') ?? audience,
    iat: at + Math.min(0, seconds),
    nbf: at + Math.min(0, seconds),
    exp: at + seconds,
  });
  return { status: 200, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' }, body: token };
}
