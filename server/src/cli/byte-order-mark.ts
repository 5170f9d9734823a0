import { open } from 'node:fs/promises';

/** The byte-order mark of a file, or nothing: reading a mapping leaves it out, and writing it back must not lose it. */
export async function byteOrderMark(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0);
    return bytesRead === 3 && buffer.toString('utf8') === '\ufeff' ? '\ufeff' : '';
  } finally {
    await file.close();
  }
}
