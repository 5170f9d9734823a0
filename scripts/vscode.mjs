#!/usr/bin/env node
// `npm run vscode`: VS Code in the browser with the extension and the examples. Ctrl+C ends it and forgets its folder.
import { spawn } from 'node:child_process';
import { setupIde } from './ide-setup.mjs';
import { install } from './install.mjs';
import { must, projectEnvironment, projectNode, root } from './lib/process.mjs';

try {
  await install();
  const ide = await setupIde();
  if (!ide.available) {
    throw new Error(
      `The browser workbench cannot run here: ${ide.reason}. With VS Code installed: code --extensionDevelopmentPath=${root} ${root}/examples`,
    );
  }
  const env = projectEnvironment();
  await must('the package', projectNode, ['scripts/package.mjs'], { env });
  const workbench = spawn(projectNode, ['test/support/open-workbench.ts'], { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => workbench.kill(signal));
  process.exitCode = await new Promise((done) => workbench.on('close', (code) => done(code ?? 1)));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
