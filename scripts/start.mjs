#!/usr/bin/env node
// `npm start`: installs what is missing, builds what has changed, then does the main job from end to end.
import { spawn } from 'node:child_process';
import { install } from './install.mjs';
import { must, projectEnvironment, projectNode, root } from './lib/process.mjs';

try {
  await install();
  await must('the build', projectNode, ['scripts/build.mjs', '--if-stale'], { env: projectEnvironment() });
  const job = spawn(projectNode, ['scripts/main-job.mjs', ...process.argv.slice(2)], {
    cwd: root,
    env: projectEnvironment(),
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => job.kill(signal));
  process.exitCode = await new Promise((done) => job.on('close', (code) => done(code ?? 1)));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
