// msal-node brings ways to sign in that sfmap does not offer, an HTTP client of its own, which sfmap does not let near a
// network, and jsonwebtoken, of which it signs alone; that asks a reader of version numbers whether this Node is newer
// than 16.

const unused =
  /[\\/]@azure[\\/]msal-(?:node|common)[\\/]dist[\\/](?:client|network)[\\/](ManagedIdentityApplication|OnBehalfOfClient|UsernamePasswordClient|UserFederatedIdentityCredentialClient|AuthorizationCodeClient|LoopbackClient|HttpClient)\.mjs$/;

const stubs = {
  jsonwebtoken: "exports.sign = require('jsonwebtoken/sign');",
  semver: 'exports.satisfies = () => true;',
};
const askedBy = {
  jsonwebtoken: /[\\/]@azure[\\/]msal-node[\\/]/,
  semver: /[\\/]jsonwebtoken[\\/]/,
};

/** An esbuild plugin: of Microsoft's sign-in library what sfmap uses. */
export const leanSignIn = {
  name: 'lean-sign-in',
  setup({ onResolve, onLoad }) {
    onLoad({ filter: unused }, ({ path }) => ({ contents: `export class ${unused.exec(path)[1]} {}` }));
    onResolve({ filter: /^(?:jsonwebtoken|semver)$/ }, ({ path, importer, resolveDir }) =>
      askedBy[path].test(importer) ? { path, namespace: 'lean-sign-in', pluginData: resolveDir } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'lean-sign-in' }, ({ path, pluginData }) => ({
      contents: stubs[path],
      resolveDir: pluginData,
    }));
  },
};
