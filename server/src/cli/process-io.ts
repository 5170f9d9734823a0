import { createInterface } from 'node:readline/promises';
import { projectError } from '../project/project-error.ts';
import { decodeText } from '../project/read-text-file.ts';
import { payloadLimit } from '../project/sample-file.ts';
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
  let input: Promise<string> | undefined;
  return {
    out: writer(process.stdout, (text) => shown(text, process.stdout.isTTY === true)),
    raw: writer(process.stdout, (text) => text),
    // A progress line is drawn over itself with a carriage return; nothing else may.
    err: writer(process.stderr, (text) =>
      text
        .split(/^(\r)/)
        .map((part) => (part === '\r' ? part : shown(part, process.stderr.isTTY === true)))
        .join(''),
    ),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    interactive: process.stdin.isTTY === true,
    redraws: process.stderr.isTTY === true,
    signal: controller.signal,
    // There is one standard input: a payload for several mappings is read once.
    readStdin: () => {
      input ??= readStandardInput();
      return input;
    },
    ask: async (question) => {
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await terminal.question(question, { signal: controller.signal });
      } catch {
        // Ctrl-C or Ctrl-D instead of an answer: no answer is a no.
        return '';
      } finally {
        terminal.close();
      }
    },
    exit: (code: ExitCode) => {
      process.exitCode = Math.max(code, Number(process.exitCode ?? 0));
    },
  };
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > textLimit) throw projectError('Standard input is longer than 32 MB.', 'Give less, or a file.');
  }
  return decodeText(Buffer.concat(chunks), 'Standard input');
}

/** The most that is read from standard input, in bytes: as much as the largest payload file. */
const textLimit = payloadLimit;

/**
 * Writes to a stream of the process. A reader that goes away (`sfmap … | head`) ends the output, never the command: a
 * write run goes on to its end and keeps its exit code.
 */
function writer(stream: NodeJS.WriteStream, prepare: (text: string) => string): (text: string) => void {
  let open = true;
  stream.on('error', () => {
    open = false;
  });
  return (text) => {
    if (open) stream.write(prepare(text));
  };
}

/**
 * Text as it may be shown: nothing that a tenant, a payload or a mapping says can steer the terminal. Control characters
 * become a dot, in a terminal those that turn the direction of text too.
 */
function shown(text: string, terminal: boolean): string {
  const plain = text.replace(/[^\P{Cc}\n\t\r]|\r(?!\n)/gu, '·');
  return terminal ? plain.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '·') : plain;
}
