/** An esbuild plugin: what the extension imports when it is active already stays in the bundle beside it. */
export const speakingApart = {
  name: 'speaking-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/speaking\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './speaking.cjs', external: true } : undefined,
    );
  },
};
