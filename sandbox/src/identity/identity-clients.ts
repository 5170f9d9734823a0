import { wellKnown } from '../tenant/well-known.ts';

/** An OpenID Connect application of SAP Cloud Identity Services, and the API user that SuccessFactors maps it to. */
export interface IdentityClient {
  readonly clientId: string;
  readonly secret: string | null;
  /** PEM; signs a client assertion (private_key_jwt). */
  readonly certificate: string | null;
  /** Name of the API user; null while nobody has mapped the client in the Security Center. */
  readonly user: string | null;
}

/** The clients of every sandbox: one that is mapped to the API user, one that nobody has mapped yet. */
export function wellKnownClients(certificate: string | null): Map<string, IdentityClient> {
  const { clientId, unmappedClientId, clientSecret: secret } = wellKnown.identity;
  return new Map(
    [
      { clientId, secret, certificate, user: wellKnown.user },
      { clientId: unmappedClientId, secret, certificate, user: null },
    ].map((client) => [client.clientId, client]),
  );
}
