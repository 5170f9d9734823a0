import type { IdentityClient } from '../identity/identity-clients.ts';
import { apiUserNamed } from '../successfactors/api-users.ts';
import { readCertificate } from '../successfactors/certificate.ts';
import type { SignInSettings } from '../successfactors/sign-in.ts';

/** A request to the control endpoint that cannot be used, in words for whoever wrote it. */
export class ControlProblem extends Error {}

/** The fields of an object; a stranger among them is refused. @throws ControlProblem */
export function fields(value: unknown, what: string, known: readonly string[]): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ControlProblem(`${what} is an object with ${known.join(', ')}`);
  }
  const given = new Map<string, unknown>(Object.entries(value));
  const stranger = [...given.keys()].find((name) => !known.includes(name));
  if (stranger === undefined) return given;
  throw new ControlProblem(`${what} has no field "${stranger}"; it takes ${known.join(', ')}`);
}

/** A text that must be there. @throws ControlProblem */
export function text(given: ReadonlyMap<string, unknown>, name: string): string {
  const value = given.get(name);
  if (typeof value === 'string' && value !== '') return value;
  throw new ControlProblem(`"${name}" must be a text that is not empty`);
}

/** Reads `{"basicRetired"?, "addressRefused"?, "tokenLifeSeconds"?}`; what is absent stays as it is. */
export function readSettings(value: unknown): Partial<SignInSettings> {
  const given = fields(value, 'a setting', ['basicRetired', 'addressRefused', 'tokenLifeSeconds']);
  const read = new Map<string, boolean | number>();
  for (const [name, setting] of given) {
    const isLife = name === 'tokenLifeSeconds';
    if (isLife && typeof setting === 'number' && setting >= 0 && setting <= 31_536_000) read.set(name, setting);
    else if (!isLife && typeof setting === 'boolean') read.set(name, setting);
    else throw new ControlProblem(`"${name}" must be ${isLife ? 'a number of seconds from 0' : 'true or false'}`);
  }
  return Object.fromEntries(read);
}

/** Reads `{"clientId", "certificate"}`: an API key and the PEM that goes with it. */
export function readOAuthClient(value: unknown): { clientId: string; certificate: string } {
  const given = fields(value, 'an OAuth client', ['clientId', 'certificate']);
  return { clientId: text(given, 'clientId'), certificate: readCertificate(text(given, 'certificate')) };
}

/** Reads `{"clientId", "secret"?, "certificate"?, "user"?}`; without a user nobody has mapped the client. */
export function readIdentityClient(value: unknown): IdentityClient {
  const given = fields(value, 'an identity client', ['clientId', 'secret', 'certificate', 'user']);
  const optional = (name: string) => (given.has(name) ? text(given, name) : null);
  const certificate = optional('certificate');
  const user = optional('user');
  if (user !== null && !apiUserNamed(user))
    throw new ControlProblem(`"user" names no API user of the sandbox: ${user}`);
  return {
    clientId: text(given, 'clientId'),
    secret: optional('secret'),
    certificate: certificate === null ? null : readCertificate(certificate),
    user,
  };
}
