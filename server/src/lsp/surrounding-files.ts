import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Sample } from '../core/analysis/analyse.ts';
import type { RuleLevel } from '../core/analysis/check.ts';
import type { Direction } from '../core/analysis/model.ts';
import type { Baseline } from '../core/baseline/baseline.ts';
import type { EntityModel } from '../core/entity-model/entity-model.ts';
import { SfmapError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { personLabel } from '../core/mapping/situation.ts';
import { readBaselineFile } from '../project/baseline-file.ts';
import { MetadataFiles, metadataPath } from '../project/metadata-file.ts';
import { loadProject, type Project } from '../project/project.ts';
import { readMappingSample } from '../project/sample-file.ts';

/** What sfmap.json says about every mapping beside it. */
export interface ProjectSettings {
  readonly parameters: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, RuleLevel>;
  /** The tenant's entities, where sfmap.json names its metadata. */
  readonly entityModel?: EntityModel | undefined;
}

/** A mapping without a project. */
export const NO_SETTINGS: ProjectSettings = { parameters: new Map(), rules: new Map() };

/** The settings as far as they can be read, and what cannot: one sentence with its cure. */
export interface ReadSettings {
  /** Undefined where sfmap.json itself cannot be read. */
  readonly settings?: ProjectSettings;
  readonly problem?: string;
}

export type ReadSample =
  | { readonly sample: Sample; readonly problem?: undefined }
  | { readonly problem: string; readonly sample?: undefined };

export type ReadBaseline = { readonly baseline?: Baseline | undefined; readonly problem?: string };

/** Reads what lies beside mappings. Nothing here throws: what cannot be read is a sentence. */
export class SurroundingFiles {
  readonly #metadata = new MetadataFiles();
  /** The latest settings by folder: the same object as long as they say the same. */
  readonly #settings = new Map<string, ProjectSettings>();

  /** The settings of a mapping; where they say what they said before, the same object. */
  async settings(mapping: string): Promise<ReadSettings> {
    try {
      const project = await loadProject(mapping);
      const { entityModel, problem } = await this.#entityModel(project);
      const { parameters, rules } = project;
      const settings = this.#same(dirname(mapping), { parameters, rules, entityModel });
      return { settings, ...(problem === undefined ? {} : { problem }) };
    } catch (error) {
      return { problem: sentenceOf(error) };
    }
  }

  /** The first person of a sample that a mapping names. */
  async sample(mapping: string, file: string, name: string): Promise<ReadSample> {
    try {
      const [payload] = await readMappingSample(mapping, file);
      return { sample: { label: `${personLabel(payload as Json)} (sample ${name})`, payload: payload as Json } };
    } catch (error) {
      return { problem: sentenceOf(error) };
    }
  }

  /** Why a file that a mapping names cannot be read; undefined where it can. */
  async problem(mapping: string, file: string): Promise<string | undefined> {
    return (await this.sample(mapping, file, '')).problem;
  }

  /** The schema that a mapping was imported with. */
  async baseline(mapping: string, direction: Direction | undefined): Promise<ReadBaseline> {
    if (direction === undefined) return {};
    try {
      return { baseline: await readBaselineFile(mapping, direction) };
    } catch (error) {
      return { problem: sentenceOf(error) };
    }
  }

  /** The tenant's entities; without them a mapping is checked against those of every tenant. */
  async #entityModel(project: Project): Promise<{ entityModel?: EntityModel | undefined; problem?: string }> {
    try {
      const path = metadataPath(project);
      return { entityModel: path === undefined ? undefined : await this.#metadata.read(path) };
    } catch (error) {
      return { problem: sentenceOf(error) };
    }
  }

  #same(folder: string, fresh: ProjectSettings): ProjectSettings {
    const known = this.#settings.get(folder);
    if (known !== undefined && sameSettings(known, fresh)) return known;
    this.#settings.set(folder, fresh);
    return fresh;
  }
}

/** What tells versions of a mapping's baseline apart, without reading it; `NO_FILE` where there is none. */
export function stampOfBaseline(mapping: string): Promise<string> {
  return stampOf(`${mapping.replace(/\.sfmap$/, '')}.baseline.json`);
}

/** The same for the files that a mapping names. */
export async function stampOfFiles(mapping: string, named: readonly string[]): Promise<string> {
  return (await Promise.all(named.map((file) => stampOf(resolve(dirname(mapping), file))))).join(' ');
}

export const NO_FILE = '-';

async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs}:${size}:${ino}`;
  } catch {
    return NO_FILE;
  }
}

/** A short name of a text: two texts of one name are the same. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function sentenceOf(error: unknown): string {
  if (error instanceof SfmapError) return error.sentence;
  return error instanceof Error ? error.message : String(error);
}

function sameSettings(a: ProjectSettings, b: ProjectSettings): boolean {
  return a.entityModel === b.entityModel && sameEntries(a.parameters, b.parameters) && sameEntries(a.rules, b.rules);
}

function sameEntries(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);
}
