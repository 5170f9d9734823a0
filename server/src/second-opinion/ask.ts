import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Json } from '../core/json.ts';
import type { JsonPathPlusAnswer, SecondOpinionLimits } from './answer.ts';
import { GUARD_ARGUMENT, type Question, type Reply, STARTING_MS } from './messages.ts';

/** Takes the answers as they come, by the index of the path; gives true when no more are wanted. */
export type AnswerTaker = (answer: JsonPathPlusAnswer, index: number) => boolean;

const failure = (stopped: 'memory' | 'size' | 'failed', message: string): JsonPathPlusAnswer => ({
  ok: false,
  message,
  stopped,
});

const NOT_STARTED = failure('failed', 'jsonpath-plus did not start in 30 seconds.');
const OUT_OF_MEMORY = failure('memory', 'jsonpath-plus used more memory than it was given and was ended.');

/**
 * What jsonpath-plus, the library behind most online JSONPath testers, selects from a payload.
 *
 * It runs on a copy of the payload, with filters as `safe` expressions, in a worker thread with limits, in a process of
 * its own that is ended with the answer, or at the end of the time. Nothing that a path makes of it reaches the caller.
 *
 * @throws RangeError for limits that are none. Everything else is in the answer.
 */
export async function askJsonPathPlus(
  path: string,
  payload: Json,
  limits: SecondOpinionLimits = {},
): Promise<JsonPathPlusAnswer> {
  let first = failure('failed', 'jsonpath-plus gave no answer.');
  await askJsonPathPlusEach([path], payload, limits, (answer) => {
    first = answer;
    return true;
  });
  return first;
}

/**
 * Asks several paths of one process. `take` gets one answer a path in their order, until it wants no more; the path
 * that runs when time or memory ends gets that answer, and so do all behind it.
 */
export async function askJsonPathPlusEach(
  paths: readonly string[],
  payload: Json,
  limits: SecondOpinionLimits,
  take: AnswerTaker,
): Promise<void> {
  const timeoutMs = within('timeoutMs', limits.timeoutMs ?? 5_000, 1, 600_000);
  const memoryMb = within('memoryMb', limits.memoryMb ?? 256, 16, 4_096);
  const refuse = (answer: JsonPathPlusAnswer) => void paths.some((_, index) => take(answer, index));
  let text: string;
  try {
    text = JSON.stringify(payload);
  } catch {
    refuse(failure('size', 'The payload is nested too deeply for jsonpath-plus.'));
    return;
  }
  // The program that asks answers too, started once more: dist/core.cjs and dist/sfmap.cjs can, sources cannot.
  const program = fileURLToPath(import.meta.url);
  if (!program.endsWith('.cjs')) {
    refuse(failure('failed', 'jsonpath-plus runs only from a built program.'));
    return;
  }
  let child: ChildProcess;
  try {
    child = startGuard(program);
  } catch (error) {
    refuse(failure('failed', `jsonpath-plus cannot be started: ${error instanceof Error ? error.message : error}`));
    return;
  }
  await converse(child, { sfmapSecondOpinion: true, paths, payload: text, timeoutMs, memoryMb }, take);
}

function converse(child: ChildProcess, question: Question, take: AnswerTaker): Promise<void> {
  return new Promise((resolve) => {
    let next = 0;
    let over = false;
    const end = () => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve();
    };
    /** The rest of the paths has this answer. */
    const endWith = (answer: JsonPathPlusAnswer) => {
      while (!over && next < question.paths.length) {
        if (take(answer, next)) break;
        next += 1;
      }
      end();
    };
    let timer = setTimeout(() => endWith(NOT_STARTED), STARTING_MS);
    child.on('message', (reply: Reply) => {
      if (over) return;
      if (reply.kind === 'ready') {
        clearTimeout(timer);
        timer = setTimeout(() => endWith({ ok: false, timedOut: true }), question.timeoutMs);
      } else if (reply.kind === 'out-of-memory') endWith(OUT_OF_MEMORY);
      else if (reply.kind === 'failed') endWith(failure('failed', `jsonpath-plus failed: ${reply.message}`));
      else {
        next = reply.index + 1;
        if (take(JSON.parse(reply.answer), reply.index) || next === question.paths.length) end();
      }
    });
    child.once('error', (error) => endWith(failure('failed', `jsonpath-plus cannot be started: ${error.message}`)));
    // Answers that it sent before it died are read first: they are all in when the channel is closed.
    const exited = new Promise<JsonPathPlusAnswer>((done) => {
      child.once('exit', (code, signal) => done(brokeOff(code, signal)));
    });
    child.once('disconnect', () => void exited.then(endWith));
    child.send(question, (error) => {
      if (error !== null) endWith(failure('failed', `jsonpath-plus cannot be asked: ${error.message}`));
    });
  });
}

/** Nothing of the caller's environment is handed on, in which secrets may stand. */
function startGuard(program: string): ChildProcess {
  const { SystemRoot } = process.env;
  return fork(program, [GUARD_ARGUMENT], {
    env: { ELECTRON_RUN_AS_NODE: '1', ...(SystemRoot === undefined ? {} : { SystemRoot }) },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'json',
  });
}

/** V8 aborts the process where a single piece of memory is larger than it can be. */
function brokeOff(code: number | null, signal: NodeJS.Signals | null): JsonPathPlusAnswer {
  if (code === null || code === 133 || code === 134) return OUT_OF_MEMORY;
  return failure('failed', `jsonpath-plus ended before it answered (${signal ?? code}).`);
}

function within(name: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} must be a whole number from ${least} to ${most}, not ${value}.`);
  }
  return value;
}
