// What two libraries bring that no program of sfmap asks for.

/** An esbuild plugin: of axios its adapter for Node alone. The order of its adapters passes over those that are null. */
export const leanAxios = {
  name: 'lean-axios',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]axios[\\/]lib[\\/]adapters[\\/](?:xhr|fetch)\.js$/ }, () => ({
      contents: 'export default null; export const getFetch = () => null;',
    }));
  },
};

/** An esbuild plugin: zod without its JSON schemas. Each of its schemas would carry how to become one. */
export const leanZod = {
  name: 'lean-zod',
  setup({ onLoad }) {
    const filter = /[\\/]zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)\.js$/;
    // The names are looked up when somebody asks for a JSON schema, which nobody does.
    onLoad({ filter }, () => ({ contents: NO_JSON_SCHEMAS, loader: 'js' }));
  },
};

const NO_JSON_SCHEMAS = `const none = () => { throw new Error('This build makes no JSON schemas.'); };
exports.toJSONSchema = none;
exports.createToJSONSchemaMethod = exports.createStandardJSONSchemaMethod = () => none;`;
