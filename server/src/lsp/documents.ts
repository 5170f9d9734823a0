import type { Location } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis, type Sample } from '../core/analysis/analyse.ts';
import type { Diagnostic } from '../core/analysis/check.ts';
import type { Direction } from '../core/analysis/model.ts';
import type { Baseline } from '../core/baseline/baseline.ts';
import type { Host } from '../core/expressions/host.ts';
import type { Json } from '../core/json.ts';
import { fileReferences } from '../project/file-problems.ts';
import { FileChecks } from './file-checks.ts';
import { namedFilePath } from './mapping-files.ts';
import { SamplePlaces } from './sample-places.ts';
import { NO_SETTINGS, type ProjectSettings, type SurroundingFiles } from './surrounding-files.ts';
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
  /** Ends when the file's sample was read for the first time or could not be, or when that takes too long. */
  firstRead?: Promise<void>;
  /** Ends when sfmap.json was read, the last time that somebody asked. */
  projectRead?: Promise<void>;
  /** Marks the latest read of a sample: an earlier one that ends later does not count. */
  reading?: object;
  /** The same for sfmap.json and the metadata that it names. */
  loading?: object;
  /** What was said last about an unreadable sfmap.json or baseline. */
  projectProblem?: string;
  baselineProblem?: string;
  /** The direction that the baseline was read for: what a schema maps depends on it. */
  direction?: Direction;
  baseline?: Baseline;
  project: ProjectSettings;
}

interface Cached {
  readonly version: number;
  readonly text: string;
  readonly sample: Sample | undefined;
  readonly project: ProjectSettings;
  readonly baseline: Baseline | undefined;
  readonly analysis: Analysis;
}

/**
 * The analysis of each open document, cached by its version and its surroundings. Files are read in the background: a
 * request waits at most a moment for the first sample, and `onChange` says when a value may have changed.
 */
export class Analyses {
  readonly #surroundings = new Map<string, Surroundings>();
  readonly #cache = new Map<string, Cached>();
  readonly #checks: FileChecks;
  readonly #places: SamplePlaces;

  constructor(
    private readonly files: SurroundingFiles,
    private readonly onChange: () => void,
    /** Tells the user what no diagnostic of a mapping can tell. */
    private readonly warn: (message: string) => void,
  ) {
    this.#checks = new FileChecks(files, onChange);
    this.#places = new SamplePlaces(onChange);
  }

  of(document: TextDocument): Analysis {
    const around = this.#around(document.uri);
    const sample = around.person ?? around.sample;
    const { project, baseline } = around;
    const known = this.#cache.get(document.uri);
    const text = document.getText();
    if (
      known?.version === document.version &&
      known.text === text &&
      known.sample === sample &&
      known.project === project &&
      known.baseline === baseline
    ) {
      return known.analysis;
    }
    const surroundings = {
      sample,
      parameters: project.parameters,
      levels: project.rules,
      entityModel: project.entityModel,
      baseline,
      host: hostNow(),
    };
    const analysis = new Analysis(text, surroundings, known?.analysis);
    this.#cache.set(document.uri, { version: document.version, text, sample, project, baseline, analysis });
    this.#loadSample(document.uri, analysis);
    this.#loadBaseline(document.uri, analysis);
    this.#lookAtFiles(document.uri, analysis);
    return analysis;
  }

  /** Waits for the first reading of the document's sample, but not for long: a file may lie behind a slow network. */
  async sampleRead(document: TextDocument): Promise<void> {
    this.of(document);
    await this.#around(document.uri).firstRead;
  }

  /** Waits for sfmap.json beside a document: whoever judges values needs the parameters that stand in it. */
  async projectRead(document: TextDocument): Promise<void> {
    this.of(document);
    await this.#around(document.uri).projectRead;
  }

  /** The path, as the mapping writes it, of the file whose person is shown; undefined for a person that the user chose. */
  sampleFile(uri: string): string | undefined {
    const around = this.#surroundings.get(uri);
    return around?.person === undefined && around?.sample !== undefined ? around.samplePath : undefined;
  }

  /** A place of the person that is shown, in the file that it came from; undefined while that is not known. */
  placeInSample(uri: string, location: readonly (string | number)[]): Location | undefined {
    const file = this.sampleFile(uri);
    const path = file === undefined ? undefined : namedFilePath(uri, file);
    return path === undefined ? undefined : this.#places.place(path, location);
  }

  /** What is known to be wrong with the files that a mapping names, each at its place. */
  fileProblems(uri: string, { file, model }: Analysis): Diagnostic[] {
    const around = this.#surroundings.get(uri);
    return fileReferences(file, model).flatMap(({ file: name, start, end }) => {
      const message = name === around?.samplePath ? around.sampleProblem : this.#checks.problem(uri, name);
      return message === undefined ? [] : [{ code: 'SFM1104', severity: 'error', message, start, end, fixes: [] }];
    });
  }

  setPerson(uri: string, person: { readonly label: string; readonly payload: unknown } | null): void {
    const around = this.#around(uri);
    if (person === null) delete around.person;
    else around.person = { label: person.label, payload: person.payload as Json };
    this.onChange();
  }

  /** A sample, a baseline or sfmap.json changed on disk: read all again. The old ones count until then. */
  refresh(): void {
    this.#checks.refresh();
    this.#places.forget();
    for (const [uri, around] of this.#surroundings) {
      const mapping = pathOfAddress(uri);
      if (mapping === undefined) continue;
      around.projectRead = this.#loadProject(uri);
      if (around.direction !== undefined) void this.#readBaseline(around, mapping, around.direction);
      if (around.samplePath !== undefined) void this.#readSample(around, mapping, around.samplePath);
    }
  }

  close(uri: string): void {
    const around = this.#surroundings.get(uri);
    if (around !== undefined) {
      // What is being read for it is no longer wanted, and its problems are no longer told.
      around.loading = {};
      around.reading = {};
      delete around.direction;
    }
    this.#cache.delete(uri);
    this.#surroundings.delete(uri);
    this.#checks.close(uri);
  }

  /** The first sample is read for its values; the others are only looked at. */
  #lookAtFiles(uri: string, { file, model }: Analysis): void {
    const names = new Set(fileReferences(file, model).map((reference) => reference.file));
    names.delete(this.#surroundings.get(uri)?.samplePath ?? '');
    this.#checks.watch(uri, names);
  }

  #around(uri: string): Surroundings {
    const known = this.#surroundings.get(uri);
    if (known !== undefined) return known;
    const fresh: Surroundings = { project: NO_SETTINGS };
    this.#surroundings.set(uri, fresh);
    fresh.projectRead = this.#loadProject(uri);
    return fresh;
  }

  async #loadProject(uri: string): Promise<void> {
    const path = pathOfAddress(uri);
    const around = this.#surroundings.get(uri);
    if (path === undefined || around === undefined) return;
    const loading = {};
    around.loading = loading;
    const { settings = around.project, problem } = await this.files.settings(path);
    if (around.loading !== loading) return;
    this.#tell(around, 'projectProblem', problem);
    if (settings === around.project || (isEmpty(settings) && isEmpty(around.project))) return;
    around.project = settings;
    this.onChange();
  }

  /** Several mappings may stand beside one sfmap.json: its problem is said once. */
  #tell(around: Surroundings, kind: 'projectProblem' | 'baselineProblem', problem: string | undefined): void {
    const said = [...this.#surroundings.values()].some((one) => one[kind] === problem);
    if (problem === undefined) delete around[kind];
    else around[kind] = problem;
    if (problem !== undefined && !said) this.warn(problem);
  }

  #loadBaseline(uri: string, { model: { direction } }: Analysis): void {
    const around = this.#surroundings.get(uri);
    const mapping = pathOfAddress(uri);
    if (around === undefined || mapping === undefined || direction === undefined) return;
    if (direction === around.direction) return;
    around.direction = direction;
    void this.#readBaseline(around, mapping, direction);
  }

  async #readBaseline(around: Surroundings, mapping: string, direction: Direction): Promise<void> {
    const { baseline, problem } = await this.files.baseline(mapping, direction);
    if (around.direction !== direction) return;
    this.#tell(around, 'baselineProblem', problem);
    // A file that is being written: the schema that was read before counts.
    if (problem !== undefined || (baseline === undefined && around.baseline === undefined)) return;
    if (baseline === undefined) delete around.baseline;
    else around.baseline = baseline;
    this.onChange();
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
      around.firstRead = notForLong(this.#readSample(around, mapping, path));
    }
  }

  async #readSample(around: Surroundings, mapping: string, path: string): Promise<void> {
    const reading = {};
    around.reading = reading;
    const { sample, problem } = await this.files.sample(mapping, path, around.sampleName ?? '');
    if (around.reading !== reading) return;
    if (sample !== undefined) {
      around.sample = sample;
      delete around.sampleProblem;
    } else {
      // Whoever saves a payload may be half done: values that were read before stay, and it is said.
      around.sampleProblem = around.sample === undefined ? problem : `${problem} ${OLD_VALUES}`;
    }
    this.onChange();
  }
}

/** Ends with the work, or when it takes too long: counted from its beginning, so that only the first asker waits. */
async function notForLong(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LONGEST_WAIT_MS);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

const OLD_VALUES = 'Until then the values are those that were read before.';

/**
 * What functions may ask for in the editor. Random values are drawn anew for each version of the text. Which values
 * other accounts have is not known while a mapping is written.
 */
function hostNow(): Host {
  return { now: new Date(), random: Math.random, isTaken: () => undefined };
}

function isEmpty({ parameters, rules, entityModel }: ProjectSettings): boolean {
  return parameters.size === 0 && rules.size === 0 && entityModel === undefined;
}
