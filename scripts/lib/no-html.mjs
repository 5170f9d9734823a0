// xmldom brings the 2,000 named characters of HTML. The sandbox reads XML, which has five.

/** An esbuild plugin: xmldom's table of entities without those of HTML. */
export const noHtml = {
  name: 'no-html',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@xmldom[\\/]xmldom[\\/]lib[\\/]entities\.js$/ }, () => ({
      contents: `exports.XML_ENTITIES = Object.freeze({ amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' });
exports.HTML_ENTITIES = exports.entityMap = exports.XML_ENTITIES;`,
    }));
  },
};
