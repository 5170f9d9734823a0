const MIN_LENGTH = 8;
const MAX_LENGTH = 256;
const KINDS = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];
const FIELDS = new Set(['password', 'forceChangePasswordNextSignIn', 'forceChangePasswordNextSignInWithMfa']);

/**
 * What is wrong with a passwordProfile: a strong password has 8 to 256 characters of three kinds ("passwordProfile
 * resource type", password policies). Null: nothing.
 *
 * @param weak `DisableStrongPassword` is set
 */
export function passwordProblem(profile: unknown, weak: boolean): string | null {
  const invalid = "Invalid value specified for property 'passwordProfile' of resource 'User'.";
  if (typeof profile !== 'object' || profile === null || Array.isArray(profile)) return invalid;
  const fields = new Map<string, unknown>(Object.entries(profile));
  for (const [name, value] of fields) {
    if (!FIELDS.has(name)) return invalid;
    if (name !== 'password' && typeof value !== 'boolean') return invalid;
  }
  const password = fields.get('password');
  if (password === undefined) return null;
  if (typeof password !== 'string') return invalid;
  const kinds = KINDS.filter((kind) => kind.test(password)).length;
  const fits = password.length >= MIN_LENGTH && password.length <= MAX_LENGTH && (weak || kinds >= 3);
  return fits
    ? null
    : 'The specified password does not comply with password complexity requirements. Please provide a different password.';
}
