import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { SfmapError } from '../core/errors.ts';
import { projectError } from './project-error.ts';

/** How many bytes a mapping or project file may have. */
export const textFileLimit = 16 * 1024 * 1024;

/**
 * Reads a regular file as UTF-8; a byte-order mark is left out.
 *
 * @param path Path of the file.
 * @param what What the file is, for messages: `The payload`, `The project file`.
 * @param limit Largest size in bytes. More is never read, also when the file grows meanwhile.
 * @param smaller What to do about a file that is too large.
 * @throws SfmapError exit 2: not there, not a regular file, too large, not readable, not UTF-8.
 */
export async function readTextFile(
  path: string,
  what: string,
  limit = textFileLimit,
  smaller = 'Keep one person, or one page of people, in a file.',
): Promise<string> {
  return decodeText(await readBytes(path, what, limit, smaller), `${what} ${path}`);
}

/**
 * As `readTextFile`, piece by piece, for a file that may be longer than what should be in memory.
 *
 * @throws SfmapError exit 2: not there, not a regular file, too large, not readable, not UTF-8.
 */
export async function* readTextPieces(path: string, what: string, limit: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    const status = await stat(path);
    if (!status.isFile()) throw projectError(`${what} ${path} is not a regular file.`, 'Give the path of a file.');
    let length = 0;
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      length += chunk.length;
      if (length > limit) throw tooLarge(path, what, Math.max(length, status.size), limit, 'Give a smaller one.');
      yield decodePiece(decoder, chunk, `${what} ${path}`);
    }
    yield decodePiece(decoder, undefined, `${what} ${path}`);
  } catch (error) {
    throw explained(error, path, what);
  }
}

function decodePiece(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer | undefined, what: string): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (error) {
    throw noUtf8(what, error);
  }
}

const noUtf8 = (what: string, error: unknown) => projectError(`${what} is not UTF-8 text.`, 'Save it as UTF-8.', error);

/**
 * As `readTextFile`, for a file that the user names: it may be a pipe, too, such as `<(…)` of a shell. What a mapping
 * names must be a file, for a pipe may never end.
 */
export async function readNamedFile(
  path: string,
  what: string,
  limit = textFileLimit,
  smaller = 'Keep one person, or one page of people, in a file.',
): Promise<string> {
  if (!(await isPipe(path))) return readTextFile(path, what, limit, smaller);
  return decodeText(await readPipe(path, what, limit, smaller), `${what} ${path}`);
}

/** Whether something is a pipe with a name, such as `<(…)` of a shell. */
export function isPipe(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isFIFO(),
    () => false,
  );
}

/**
 * Bytes as UTF-8 text; a byte-order mark is left out.
 *
 * @throws SfmapError exit 2: not UTF-8.
 */
export function decodeText(bytes: Buffer, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw noUtf8(what, error);
  }
}

async function readBytes(path: string, what: string, limit: number, smaller: string): Promise<Buffer> {
  try {
    const status = await stat(path);
    if (!status.isFile()) {
      throw projectError(`${what} ${path} is not a regular file.`, 'Give the path of a file.');
    }
    if (status.size > limit) throw tooLarge(path, what, status.size, limit, smaller);

    const file = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(limit < status.size * 2 ? limit + 1 : status.size * 2 + 1);
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length);
        if (bytesRead === 0) return buffer.subarray(0, length);
        length += bytesRead;
      }
      throw projectError(`${what} ${path} grew while it was read.`, 'Try again when nothing writes to it.');
    } finally {
      await file.close();
    }
  } catch (error) {
    throw explained(error, path, what);
  }
}

async function readPipe(path: string, what: string, limit: number, smaller: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) throw tooLarge(path, what, length, limit, smaller);
    }
  } catch (error) {
    throw explained(error, path, what);
  }
  return Buffer.concat(chunks);
}

function tooLarge(path: string, what: string, size: number, limit: number, smaller: string): Error {
  return projectError(
    `${what} ${path} has ${megabytes(size)} MB; ${megabytes(limit)} MB is the most that is read.`,
    smaller,
  );
}

const megabytes = (bytes: number) => Math.ceil(bytes / (1024 * 1024));

function explained(error: unknown, path: string, what: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return projectError(`${what} ${path} does not exist.`, 'Check the path.', error);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return projectError(`${what} ${path} may not be read by this user.`, 'Check its permissions.', error);
  }
  if (typeof code === 'string' && !(error instanceof SfmapError))
    return projectError(`${what} ${path} cannot be read (${code}).`, 'Check the file.', error);
  return error;
}
