// axios brings form-data and a table of every MIME type for multipart forms. Nothing here sends one.

/** An esbuild plugin: `form-data` as a class that says so. */
export const noForms = {
  name: 'no-forms',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^form-data$/ }, ({ path }) => ({ path, namespace: 'no-forms' }));
    onLoad({ filter: /.*/, namespace: 'no-forms' }, () => ({
      contents: "export default class FormData { constructor() { throw new Error('This build sends no forms.'); } }",
    }));
  },
};
