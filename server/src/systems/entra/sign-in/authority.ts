/** Who signs in where. */
export interface Authority {
  /** `https://login.microsoftonline.com`, that of a national cloud, or the sandbox. */
  readonly origin: string;
  /** Id or domain of the tenant. */
  readonly tenant: string;
  readonly clientId: string;
}

/**
 * What Microsoft's library has to know of a tenant's endpoints, written down instead of asked for: so no answer can lead
 * a secret elsewhere, and a tenant that does not exist is refused in words. The paths are those of the v2.0 endpoints in
 * every cloud ("National clouds authentication and authorization endpoints").
 */
export function authorityOptions({ origin, tenant, clientId }: Authority) {
  const { host } = new URL(origin);
  // The library takes https alone; the door turns it back.
  const authority = `https://${host}/${tenant}`;
  const endpoint = (name: string) => `${authority}/oauth2/v2.0/${name}`;
  return {
    clientId,
    authority,
    knownAuthorities: [host],
    authorityMetadata: JSON.stringify({
      issuer: `${authority}/v2.0`,
      authorization_endpoint: endpoint('authorize'),
      token_endpoint: endpoint('token'),
      end_session_endpoint: endpoint('logout'),
      jwks_uri: `${authority}/discovery/v2.0/keys`,
    }),
  };
}
