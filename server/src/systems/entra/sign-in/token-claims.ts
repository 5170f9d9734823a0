import * as z from 'zod';

/** What a token says of itself. Read to name what is missing, never to decide what is allowed: that Graph does. */
export interface TokenClaims {
  /** The tenant's id. */
  readonly tid?: string | undefined;
  /** The permissions of an app. */
  readonly roles?: readonly string[] | undefined;
  /** The permissions that an account has given, with blanks between them. */
  readonly scp?: string | undefined;
}

const claimsSchema = z.object({
  tid: z.string().max(100).optional().catch(undefined),
  roles: z.array(z.string()).optional().catch(undefined),
  scp: z.string().optional().catch(undefined),
});

/** The claims of a token; undefined for one that is not a readable JSON Web Token, as Microsoft may give it. */
export function tokenClaims(token: string): TokenClaims | undefined {
  const [, payload, signature, ...more] = token.replace(/^Bearer /, '').split('.');
  if (payload === undefined || signature === undefined || more.length > 0) return undefined;
  try {
    const parsed = claimsSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** The permissions in claims: those of an app, or those that an account has given. */
export function permissionsOf({ roles, scp }: TokenClaims): readonly string[] {
  return scp === undefined ? (roles ?? []) : scp.split(' ').filter((name) => name !== '');
}
