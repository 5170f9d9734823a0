import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { answerText, GUARD_ARGUMENT, isQuestion, type Question, type Reply, STARTING_MS } from './messages.ts';
import { runJsonPathPlus } from './run-json-path-plus.ts';

const MEGABYTE = 1024 * 1024;
/** How often the process looks at its own memory: texts and buffers do not count in a thread's limit. */
const LOOK_EVERY_MS = 25;
/** What the process may use beside the thread's own limit. */
const ALLOWANCE_MB = 128;

/**
 * Makes the bundle answer questions where it was started to: in a process of its own, in a worker thread of that one.
 * Does nothing anywhere else and gives false, so that a program can require the library, or go on as itself.
 *
 * The thread's limits end most of what goes wrong. They do not end everything: V8 aborts the whole process where a
 * path asks for an array or a text beyond measure, so that process must not be the caller's. Its main thread stays
 * free, and ends it when the caller is gone.
 */
export function serveSecondOpinion(): boolean {
  if (!isMainThread) {
    if (isQuestion(workerData)) answerAll(workerData);
    return isQuestion(workerData);
  }
  if (process.argv[2] !== GUARD_ARGUMENT || process.send === undefined) return false;
  process.once('disconnect', () => process.exit(0));
  process.once('message', (question) => {
    if (isQuestion(question)) guard(question);
    else process.exit(2);
  });
  return true;
}

function answerAll({ paths, payload }: Question): void {
  const reply = (message: Reply) => parentPort?.postMessage(message);
  reply({ kind: 'ready' });
  for (const [index, path] of paths.entries()) {
    reply({ kind: 'answer', index, answer: answerText(runJsonPathPlus(path, JSON.parse(payload))) });
  }
}

function guard(question: Question): void {
  const { memoryMb, timeoutMs } = question;
  // The caller ends this process as soon as it knows enough.
  const reply = (message: Reply) => void process.send?.(message);
  const before = process.memoryUsage.rss();
  setInterval(() => {
    if (process.memoryUsage.rss() - before > (memoryMb + ALLOWANCE_MB) * MEGABYTE) reply({ kind: 'out-of-memory' });
  }, LOOK_EVERY_MS);
  // The caller ends this process in time; this is for a caller that was stopped itself.
  setTimeout(() => process.exit(1), STARTING_MS + timeoutMs);

  const worker = new Worker(fileURLToPath(import.meta.url), {
    workerData: question,
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: Math.ceil(memoryMb / 8) },
  });
  worker.on('message', reply);
  worker.once('error', (error) => {
    const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    reply(outOfMemory ? { kind: 'out-of-memory' } : { kind: 'failed', message: error.message });
  });
}
