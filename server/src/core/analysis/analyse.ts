import type { Baseline } from '../baseline/baseline.ts';
import type { ConnectorGeneration } from '../catalog/retrieval-rules.ts';
import { builtInModel } from '../entity-model/built-in-model.ts';
import type { EntityModel } from '../entity-model/entity-model.ts';
import type { Host } from '../expressions/host.ts';
import type { Json } from '../json.ts';
import { parseMapping } from '../language/parse.ts';
import type { MappingFile } from '../language/syntax.ts';
import { type EvaluationOptions, type Existing, evaluateMapping } from '../mapping/evaluate.ts';
import type { MappingEvaluation } from '../mapping/outcome.ts';
import { bindMapping } from './bind.ts';
import { type CheckEnvironment, type CheckedMapping, checkAgain, type Diagnostic, type RuleLevel } from './check.ts';
import { everyFinding } from './found.ts';
import type { MappingModel } from './model.ts';

/** The person that values are shown for. */
export interface Sample {
  /** What names it in the editor: a file, or a person. */
  readonly label: string;
  readonly payload: Json;
}

/** What a mapping file is looked at with, beside its own text. */
export interface Surroundings {
  readonly sample?: Sample | undefined;
  /** Values of parameters that come from outside the file; they win over its texts. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** Levels of rules by code. */
  readonly levels?: ReadonlyMap<string, RuleLevel>;
  /** Clock and what else functions ask for. */
  readonly host?: Host;
  /** What the target holds before: the person is updated, not created. */
  readonly existing?: Existing | undefined;
  /** The imported schema that the file changes. */
  readonly baseline?: Baseline | undefined;
  /** The tenant's entities, from its metadata. */
  readonly entityModel?: EntityModel | undefined;
  /** The edition of the connector, from the connection. */
  readonly generation?: ConnectorGeneration | undefined;
}

/** All that is known of one version of a mapping file. What nobody asks for is not computed. */
export class Analysis {
  readonly file: MappingFile;
  readonly model: MappingModel;
  readonly sample: Sample | undefined;
  /** The values that parameters have here. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly #surroundings: Surroundings;
  #checked: CheckedMapping | undefined;
  /** The latest check of an earlier version: a chain of versions would keep them all. */
  #before: CheckedMapping | undefined;
  #everyFinding: readonly Diagnostic[] | undefined;
  #evaluation: MappingEvaluation | undefined;

  /** @param previous An earlier version of the same file: declarations whose text is the same are taken from it. */
  constructor(text: string, surroundings: Surroundings = {}, previous?: Analysis) {
    this.#surroundings = surroundings;
    if (previous !== undefined) this.#before = previous.#checked ?? previous.#before;
    this.sample = surroundings.sample;
    this.file = previous?.file.text === text ? previous.file : parseMapping(text, previous?.file);
    this.model =
      previous !== undefined && previous.file === this.file && previous.#surroundings.baseline === surroundings.baseline
        ? previous.model
        : bindMapping(this.file, previous, surroundings.baseline);
    const parameters = new Map<string, string>();
    for (const [name, written] of this.model.parameters) {
      const value = surroundings.parameters?.get(name) ?? written;
      if (value !== undefined) parameters.set(name, value);
    }
    this.parameters = parameters;
  }

  /** The same surroundings with another text of the file. */
  withText(text: string): Analysis {
    return new Analysis(text, this.#surroundings, this);
  }

  /** What there is to say about the file, in the order of the text; of more than 1,000 findings the most important. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#check().diagnostics;
  }

  /** The same, however many findings there are: for programs, which read them all. */
  get everyFinding(): readonly Diagnostic[] {
    const { found, diagnostics } = this.#check();
    this.#everyFinding ??= everyFinding(found, diagnostics);
    return this.#everyFinding;
  }

  #check(): CheckedMapping {
    this.#checked ??= checkAgain(this.file, this.model, this.#environment(), this.#before);
    this.#before = undefined;
    return this.#checked;
  }

  #environment(): CheckEnvironment {
    const { levels, entityModel, generation } = this.#surroundings;
    const { baseline } = this.model;
    return {
      parameters: this.parameters,
      ...(levels === undefined ? {} : { levels }),
      ...(this.sample === undefined ? {} : { sample: this.sample.payload }),
      ...(baseline === undefined ? {} : { baseline }),
      ...(entityModel === undefined ? {} : { entityModel }),
      ...(generation === undefined ? {} : { generation }),
    };
  }

  /** The tenant's entities, where its metadata is known; else those of every tenant. */
  get entityModel(): EntityModel {
    return this.#surroundings.entityModel ?? builtInModel;
  }

  /** The edition of the connector. */
  get generation(): ConnectorGeneration {
    return this.#surroundings.generation ?? 'current';
  }

  /** Who gave a parameter its value: the file's own text, or what lies outside; undefined where it has none. */
  parameterOrigin(name: string): 'file' | 'outside' | undefined {
    if (!this.parameters.has(name)) return undefined;
    return this.#surroundings.parameters?.has(name) === true ? 'outside' : 'file';
  }

  /** The sample person through the file; undefined without a sample. */
  get evaluation(): MappingEvaluation | undefined {
    if (this.sample === undefined) return undefined;
    this.#evaluation ??= evaluateMapping(this.model, this.sample.payload, this.evaluationOptions);
    return this.#evaluation;
  }

  /** What expressions of this file are evaluated with. */
  get evaluationOptions(): EvaluationOptions {
    const { host, existing } = this.#surroundings;
    return {
      parameters: this.parameters,
      ...(host === undefined ? {} : { host }),
      ...(existing === undefined ? {} : { existing }),
    };
  }
}
