import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/**
 * Starts one of the extension's own bundles with the Node that the editor itself carries.
 * On the desktop that Node is Electron's, which behaves as Node when `ELECTRON_RUN_AS_NODE` is set.
 */
export function startBundle(
  bundle: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bundle, ...args], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

/** Asks a child to end by closing its input; ends it after `patience` milliseconds. */
export async function endChild(child: ChildProcessWithoutNullStreams, patience = 2_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.stdin.end();
  });
}
