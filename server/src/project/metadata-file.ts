import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { EntityModel } from '../core/entity-model/entity-model.ts';
import { metadataLimit, readMetadata } from '../core/entity-model/read-metadata.ts';
import type { Project } from './project.ts';
import { projectError } from './project-error.ts';
import { readTextFile } from './read-text-file.ts';

interface Known {
  readonly stamp: string;
  readonly model: Promise<EntityModel>;
}

/** Files with the metadata of tenants: each is read once, and again after it has changed. */
export class MetadataFiles {
  readonly #known = new Map<string, Known>();

  /**
   * The entity model of a tenant, from a file with its `$metadata`.
   *
   * @throws SfmapError exit 2: not there, too large, not XML, or not the metadata of Employee Central.
   */
  async read(path: string): Promise<EntityModel> {
    const stamp = await stampOf(path);
    const known = this.#known.get(path);
    if (known !== undefined && known.stamp === stamp) return known.model;
    const model = readTextFile(path, 'The metadata', metadataLimit, SMALLER).then((text) => readMetadata(text, path));
    this.#known.set(path, { stamp, model });
    // A failure is told to whoever asks, each time anew.
    model.catch(() => this.#known.delete(path));
    return model;
  }
}

const SMALLER = 'Fetch the entities of people alone: sfmap metadata --connection NAME --out FILE.';

async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${mtimeMs} ${size}`;
  } catch {
    return '';
  }
}

/**
 * The metadata file that a project names: the connection's own, else the one for all.
 *
 * @returns An absolute path; undefined where none is named.
 * @throws SfmapError exit 2: a path that is not relative to sfmap.json. A workspace is not trusted: an absolute path
 * could make whoever opens it reach another machine.
 */
export function metadataPath({ file, content }: Project, connection?: string): string | undefined {
  const { connections = {}, metadata } = content;
  const entry =
    connection !== undefined && Object.hasOwn(connections, connection) ? connections[connection] : undefined;
  const named = entry?.metadata ?? metadata;
  if (named === undefined || file === undefined) return undefined;
  if (/^(?:[/\\~]|[A-Za-z][A-Za-z0-9+.-]*:)/.test(named)) {
    const place = entry?.metadata === undefined ? 'metadata' : `connections.${connection}.metadata`;
    throw projectError(`${file}: ${place} is not relative to this file.`, 'Write a path such as "metadata.xml".');
  }
  return resolve(dirname(file), named);
}
