// Child processes and paths for the scripts. Plain Node 20: nothing may be needed that npm has not installed yet.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { constants as osConstants, setPriority } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The Node that the project brings (npm package `node`), once it is installed. */
export const projectNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** An environment in which `node` and the tools of node_modules are the project's own. */
export function projectEnvironment(extra = {}) {
  const path = [join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

/** The full path of a program on the PATH, or undefined. */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue;
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here: the next folder.
    }
  }
  return undefined;
}

/**
 * Runs a program to its end. With `show`, its output is passed on as it comes; it is collected in any case.
 * @returns {Promise<{ code: number, output: string }>} `code` is 1 when a signal ended it or it could not start.
 */
export function run(command, args, { cwd = root, env = process.env, show = false, timeout = 0, yields = false } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    if (yields) yieldToOthers(child.pid);
    let output = '';
    const timer =
      timeout > 0
        ? setTimeout(() => {
            output += `\nstopped after ${Math.round(timeout / 1000)} s without an end\n`;
            child.kill('SIGKILL');
          }, timeout)
        : undefined;
    const take = (stream) => (chunk) => {
      output += chunk;
      if (show) stream.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.on('error', (error) => {
      clearTimeout(timer);
      done({ code: 1, output: `${output}${error.message}\n` });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ code: code ?? 1, output });
    });
  });
}

/** Lets a process and what it starts run where others leave a processor idle. */
function yieldToOthers(pid) {
  try {
    setPriority(pid, osConstants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It takes its turn like any other.
  }
}

/** Runs a program that must succeed; its output is shown only when it fails. */
export async function must(what, command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Error(`${what} failed (exit code ${code}):\n${output.slice(-6000)}`);
  return output;
}
