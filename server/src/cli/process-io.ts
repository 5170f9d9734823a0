import { createInterface } from 'node:readline/promises';
import type { CliIo, ExitCode } from './io.ts';

/** The input and output of the running process. Ctrl-C cancels once; a second Ctrl-C ends the process at once. */
export function processIo(): CliIo {
  const controller = new AbortController();
  const cancel = () => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort();
  };
  process.on('SIGINT', cancel);
  process.on('SIGTERM', cancel);
  // A reader that went away (`sfmap … | head`) is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    interactive: process.stdin.isTTY === true,
    redraws: process.stderr.isTTY === true,
    signal: controller.signal,
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString('utf8');
    },
    ask: async (question) => {
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await terminal.question(question, { signal: controller.signal });
      } finally {
        terminal.close();
      }
    },
    exit: (code: ExitCode) => {
      process.exitCode = Math.max(code, Number(process.exitCode ?? 0));
    },
  };
}
