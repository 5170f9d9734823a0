// msal-node brings ways to sign in that sfmap does not offer, an HTTP client of its own, which sfmap does not let near a
// network, and by jsonwebtoken a reader of version numbers that asks whether this Node is newer than 16.

const unused =
  /[\\/]@azure[\\/]msal-node[\\/]dist[\\/](?:client|network)[\\/](ManagedIdentityApplication|OnBehalfOfClient|UsernamePasswordClient|UserFederatedIdentityCredentialClient|LoopbackClient|HttpClient)\.mjs$/;

/** An esbuild plugin: of Microsoft's sign-in library what sfmap uses. */
export const leanSignIn = {
  name: 'lean-sign-in',
  setup({ onResolve, onLoad }) {
    onLoad({ filter: unused }, ({ path }) => ({ contents: `export class ${unused.exec(path)[1]} {}` }));
    onResolve({ filter: /^semver$/ }, ({ path, importer }) =>
      /[\\/]jsonwebtoken[\\/]/.test(importer) ? { path, namespace: 'lean-sign-in' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'lean-sign-in' }, () => ({ contents: 'exports.satisfies = () => true;' }));
  },
};
