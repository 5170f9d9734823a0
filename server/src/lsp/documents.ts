import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis, type Sample } from '../core/analysis/analyse.ts';
import type { RuleLevel } from '../core/analysis/check.ts';
import type { EntityModel } from '../core/entity-model/entity-model.ts';
import { SfmapError } from '../core/errors.ts';
import type { Host } from '../core/expressions/host.ts';
import type { Json } from '../core/json.ts';
import { personLabel } from '../core/mapping/situation.ts';
import { MetadataFiles, metadataPath } from '../project/metadata-file.ts';
import { loadProject, type Project } from '../project/project.ts';
import { readMappingSample } from '../project/sample-file.ts';
import { pathOfAddress } from './workspace-mappings.ts';

/** A sample is a small file; whoever waits longer gets values when it is there. */
const LONGEST_WAIT_MS = 1_000;

/** What a document is evaluated with, beside its own text. */
interface Surroundings {
  /** A person that the user chose; it wins over the file's samples. */
  person?: Sample;
  /** The file's first sample, and its path as the file writes it. */
  sample?: Sample;
  samplePath?: string;
  sampleName?: string;
  sampleProblem?: string;
  /** Ends when the file's sample was read for the first time, or could not be. */
  firstRead?: Promise<void>;
  /** Marks the latest read of a sample: an earlier one that ends later does not count. */
  reading?: object;
  /** The same for sfmap.json and the metadata that it names. */
  loading?: object;
  /** What was said last about an unreadable sfmap.json. */
  projectProblem?: string;
  project: ProjectSettings;
}

/** What sfmap.json says about every mapping beside it. */
interface ProjectSettings {
  readonly parameters: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, RuleLevel>;
  /** The tenant's entities, where sfmap.json names its metadata. */
  readonly entityModel?: EntityModel | undefined;
}

interface Cached {
  readonly version: number;
  readonly sample: Sample | undefined;
  readonly project: ProjectSettings;
  readonly analysis: Analysis;
}

/**
 * The analysis of each open document, cached by its version and its surroundings. Files are read in the background: a
 * request never waits for one, and `onChange` says when a value may have changed.
 */
export class Analyses {
  readonly #surroundings = new Map<string, Surroundings>();
  readonly #cache = new Map<string, Cached>();
  readonly #metadata = new MetadataFiles();

  constructor(
    private readonly onChange: () => void,
    /** Tells the user what no diagnostic of a mapping can tell. */
    private readonly warn: (message: string) => void,
  ) {}

  of(document: TextDocument): Analysis {
    const around = this.#around(document.uri);
    const sample = around.person ?? around.sample;
    const known = this.#cache.get(document.uri);
    const { project } = around;
    if (known?.version === document.version && known.sample === sample && known.project === project) {
      return known.analysis;
    }
    const analysis = new Analysis(
      document.getText(),
      {
        sample,
        parameters: project.parameters,
        levels: project.rules,
        entityModel: project.entityModel,
        host: hostNow(),
      },
      known?.analysis,
    );
    this.#cache.set(document.uri, { version: document.version, sample, project, analysis });
    this.#loadSample(document.uri, analysis);
    return analysis;
  }

  /** Waits for the first reading of the document's sample, but not for long: a file may lie behind a slow network. */
  async sampleRead(document: TextDocument): Promise<void> {
    this.of(document);
    const late = new Promise<void>((resolve) => void setTimeout(resolve, LONGEST_WAIT_MS));
    await Promise.race([this.#around(document.uri).firstRead, late]);
  }

  /** Why the file's sample could not be read, for a diagnostic at its declaration. */
  sampleProblem(uri: string): string | undefined {
    return this.#surroundings.get(uri)?.sampleProblem;
  }

  setPerson(uri: string, person: { readonly label: string; readonly payload: unknown } | null): void {
    const around = this.#around(uri);
    if (person === null) delete around.person;
    else around.person = { label: person.label, payload: person.payload as Json };
    this.onChange();
  }

  /** A sample or sfmap.json changed on disk: read both again. */
  refresh(): void {
    for (const [uri, around] of this.#surroundings) {
      void this.#loadProject(uri);
      // The old values stay until the new ones are read.
      const { samplePath, sampleName = '' } = around;
      const mapping = pathOfAddress(uri);
      if (mapping !== undefined && samplePath !== undefined) {
        void this.#readSample(around, mapping, samplePath, sampleName);
      }
    }
  }

  close(uri: string): void {
    this.#cache.delete(uri);
    this.#surroundings.delete(uri);
  }

  #around(uri: string): Surroundings {
    const known = this.#surroundings.get(uri);
    if (known !== undefined) return known;
    const fresh: Surroundings = { project: { parameters: new Map(), rules: new Map() } };
    this.#surroundings.set(uri, fresh);
    void this.#loadProject(uri);
    return fresh;
  }

  async #loadProject(uri: string): Promise<void> {
    const path = pathOfAddress(uri);
    const around = this.#surroundings.get(uri);
    if (path === undefined || around === undefined) return;
    const loading = {};
    around.loading = loading;
    try {
      const project = await loadProject(path);
      const { parameters, rules } = project;
      const entityModel = await this.#loadMetadata(project, around);
      if (around.loading !== loading) return;
      const before = around.project;
      if (
        sameEntries(parameters, before.parameters) &&
        sameEntries(rules, before.rules) &&
        entityModel === before.entityModel
      )
        return;
      around.project = { parameters, rules, entityModel };
      this.onChange();
    } catch (error) {
      this.#tellProblem(around, sentenceOf(error));
    }
  }

  /** The tenant's entities; without them a mapping is checked against those of every tenant. */
  async #loadMetadata(project: Project, around: Surroundings): Promise<EntityModel | undefined> {
    try {
      const path = metadataPath(project);
      const model = path === undefined ? undefined : await this.#metadata.read(path);
      delete around.projectProblem;
      return model;
    } catch (error) {
      this.#tellProblem(around, sentenceOf(error));
      return undefined;
    }
  }

  /** Several mappings may stand beside one sfmap.json: its problem is said once. */
  #tellProblem(around: Surroundings, problem: string): void {
    const said = [...this.#surroundings.values()].some((one) => one.projectProblem === problem);
    around.projectProblem = problem;
    if (!said) this.warn(problem);
  }

  /** Reads the file's first sample when the mapping names another one than before. */
  #loadSample(uri: string, { model }: Analysis): void {
    const around = this.#surroundings.get(uri);
    const mapping = pathOfAddress(uri);
    const [name = '', file] = [...model.samples][0] ?? [];
    if (around === undefined || mapping === undefined) return;
    around.sampleName = name;
    const path = file === '' ? undefined : file;
    if (path === around.samplePath) return;
    const shown = around.sample !== undefined;
    delete around.sample;
    delete around.sampleProblem;
    delete around.reading;
    if (path === undefined) {
      delete around.samplePath;
      if (shown) this.onChange();
    } else {
      around.samplePath = path;
      around.firstRead = this.#readSample(around, mapping, path, name);
    }
  }

  async #readSample(around: Surroundings, mapping: string, path: string, name: string): Promise<void> {
    const reading = {};
    around.reading = reading;
    const read = await readMappingSample(mapping, path).then(
      (people) => ({ payload: people[0] as Json }),
      (error: unknown) => ({ problem: sentenceOf(error) }),
    );
    if (around.reading !== reading) return;
    if ('problem' in read) {
      around.sampleProblem = read.problem;
      delete around.sample;
    } else {
      around.sample = { label: `${personLabel(read.payload)} (sample ${name})`, payload: read.payload };
      delete around.sampleProblem;
    }
    this.onChange();
  }
}

/** What functions may ask for in the editor. Random values are drawn anew for each version of the text. */
function hostNow(): Host {
  return { now: new Date(), random: Math.random };
}

function sentenceOf(error: unknown): string {
  if (error instanceof SfmapError) return error.sentence;
  return error instanceof Error ? error.message : String(error);
}

function sameEntries(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);
}
