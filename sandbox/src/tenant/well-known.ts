/** What is the same in every sandbox tenant, so that a connection to it needs no set-up. */
export const wellKnown = {
  company: 'SANDBOX',
  user: 'sfapi',
  password: 'sandbox-password',
  tenant: 'contoso.example',
  /** Object id of the directory; `tenant` is its domain. */
  tenantId: '33333333-4444-4555-8666-777777777777',
  clientId: '11111111-2222-4333-8444-555555555555',
  clientSecret: 'sandbox-secret',
  /** Whose tokens the app `clientId` takes for its own credential (workload identity federation). */
  federated: {
    issuer: 'https://issuer.sandbox.example',
    subject: 'system:serviceaccount:hr:sfmap',
    audience: 'api://AzureADTokenExchange',
  },
  /** API key of the OAuth client that `--oauth-certificate` registers. */
  oauthClientId: 'sandbox-api-key',
  /** SAP Cloud Identity Services: two clients with one secret, and the dependency that opens SuccessFactors. */
  identity: {
    clientId: '22222222-3333-4444-8555-666666666666',
    unmappedClientId: '22222222-3333-4444-8555-777777777777',
    clientSecret: 'sandbox-identity-secret',
    dependency: 'SuccessFactors',
  },
  port: 45100,
  /** Option ids of the picklists ecEmailType and ecPhoneType. In a real tenant they differ from tenant to tenant. */
  emailTypes: { business: '8448', personal: '8446', other: '8447' },
  phoneTypes: { business: '10605', cell: '10606', personal: '10607' },
} as const;
