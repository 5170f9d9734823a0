import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A list that is read from its beginning, as often as one likes; an array is one. */
export interface Listed<T> extends Iterable<T> {
  readonly length: number;
}

/** So many characters are packed at once: what is in memory unpacked. */
const pieceSize = 64 * 1024;

/**
 * A long list of plain data that takes a tenth of its room: items are kept as compressed JSON and made anew whenever they
 * are read. So everybody of a large tenant can be read and sorted, and a few people at a time are held as objects.
 */
export class PackedList<T> implements Listed<T> {
  readonly #shelves: { packed: Uint8Array[]; open: string[]; size: number }[] = [];
  #length = 0;

  /** @param shelfOf Sorts: items of a smaller number come first, those of one number as they came. */
  constructor(private readonly shelfOf: (item: T) => number = () => 0) {}

  static of<T>(items: Iterable<T>, shelfOf?: (item: T) => number): PackedList<T> {
    const list = new PackedList(shelfOf);
    for (const item of items) list.push(item);
    return list;
  }

  get length(): number {
    return this.#length;
  }

  /** Adds an item, as it is now. */
  push(item: T): void {
    const line = JSON.stringify(item);
    const number = this.shelfOf(item);
    while (this.#shelves.length <= number) this.#shelves.push({ packed: [], open: [], size: 0 });
    const shelf = this.#shelves[number];
    if (shelf === undefined) return;
    this.#length += 1;
    shelf.open.push(line);
    shelf.size += line.length;
    if (shelf.size < pieceSize) return;
    const packed = deflateRawSync(shelf.open.join('\n'), { level: 3 });
    // A copy: what zlib gives is a part of a larger buffer.
    shelf.packed.push(new Uint8Array(packed));
    release(packed);
    shelf.open = [];
    shelf.size = 0;
  }

  /** The items as JSON, several lines at a time, an item a line. */
  *lines(): Generator<string> {
    for (const { packed, open } of this.#shelves) {
      for (const piece of packed) yield textOf(inflateRawSync(piece, { chunkSize: 2 * pieceSize }));
      if (open.length > 0) yield open.join('\n');
    }
  }

  *[Symbol.iterator](): Generator<T> {
    for (const lines of this.lines()) yield* JSON.parse(`[${lines.replaceAll('\n', ',')}]`) as T[];
  }
}

/** The text of what zlib gives, which is given back. */
function textOf(bytes: Buffer<ArrayBuffer>): string {
  const text = bytes.toString('utf8');
  release(bytes);
  return text;
}

/**
 * Gives memory back at once. Left to the garbage collection, which counts what lies outside of the heap only now and then,
 * tens of megabytes wait for it.
 */
function release({ buffer, byteLength }: Buffer<ArrayBuffer>): void {
  // A small piece may lie in the pool that Node shares between buffers.
  if (byteLength > Buffer.poolSize) buffer.transfer(0);
}

/** The items of any list as JSON, as `PackedList.lines` gives them. */
export function* linesOf<T>(list: Listed<T>): Generator<string> {
  if (list instanceof PackedList) yield* list.lines();
  else for (const item of list) yield JSON.stringify(item);
}
