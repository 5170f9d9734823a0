// Signs in with Microsoft's own client library and prints what came of it, one JSON object a line. It is a process of
// its own, because NODE_EXTRA_CA_CERTS is read when a process starts.
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node';

const { kind, authority, clientId, credential, scopes, cloudDiscoveryMetadata } = JSON.parse(process.argv[2]);
const print = (value) => console.log(JSON.stringify(value));
const shown = ({ accessToken, scopes: granted, account, fromCache, tokenType }) => ({
  accessToken,
  scopes: granted,
  username: account?.username,
  tenantId: account?.tenantId,
  fromCache,
  tokenType,
});

const auth = {
  clientId,
  authority,
  ...(cloudDiscoveryMetadata ? { cloudDiscoveryMetadata } : { knownAuthorities: [new URL(authority).host] }),
  ...credential,
};
try {
  if (kind === 'app') {
    const client = new ConfidentialClientApplication({ auth });
    print(shown(await client.acquireTokenByClientCredential({ scopes })));
    print(shown(await client.acquireTokenByClientCredential({ scopes, skipCache: true })));
  } else {
    const client = new PublicClientApplication({ auth });
    const result = await client.acquireTokenByDeviceCode({ scopes, deviceCodeCallback: print });
    print(shown(result));
    print(shown(await client.acquireTokenSilent({ scopes, account: result.account })));
    print(shown(await client.acquireTokenSilent({ scopes, account: result.account, forceRefresh: true })));
  }
} catch (error) {
  print({ error: error.errorCode, suberror: error.subError, message: error.errorMessage });
}
