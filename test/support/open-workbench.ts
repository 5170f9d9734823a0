// What `npm run vscode` runs: a workbench on the examples that lives until Ctrl+C.
import { join } from 'node:path';
import { root, startServer } from './ide.ts';

const server = await startServer({
  folder: join(root, 'examples'),
  vsix: join(root, 'sfmap.vsix'),
  settings: { 'workbench.colorTheme': 'Default Light Modern' },
});
const url = `${server.base}/?folder=${encodeURIComponent(server.workspace)}`;
console.log(`VS Code with sfmap: ${url}`);
console.log('It shows a copy of the examples. Ctrl+C ends it and removes the copy.');

await new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
});
await server.stop();
