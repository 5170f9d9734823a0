import type { Json } from '../json.ts';
import { parseMapping } from '../language/parse.ts';
import type { MappingFile } from '../language/syntax.ts';
import { evaluateMapping } from '../mapping/evaluate.ts';
import type { MappingEvaluation } from '../mapping/outcome.ts';
import { bindMapping } from './bind.ts';
import { checkMapping, type Diagnostic, type RuleLevel } from './check.ts';
import type { MappingModel } from './model.ts';

/** The person that values are shown for. */
export interface Sample {
  /** What names it in the editor: a file, or a person. */
  readonly label: string;
  readonly payload: Json;
}

/** All that is known of one version of a mapping file. What nobody asks for is not computed. */
export class Analysis {
  readonly file: MappingFile;
  readonly model: MappingModel;
  /** The values that parameters have here: those given from outside, else the texts of the file. */
  readonly parameters: ReadonlyMap<string, string>;
  #diagnostics: readonly Diagnostic[] | undefined;
  #evaluation: MappingEvaluation | undefined;

  constructor(
    text: string,
    readonly sample: Sample | undefined,
    given: ReadonlyMap<string, string> = new Map(),
    previous?: Analysis,
    readonly levels: ReadonlyMap<string, RuleLevel> = new Map(),
  ) {
    this.file = previous?.file.text === text ? previous.file : parseMapping(text, previous?.file);
    this.model = previous !== undefined && previous.file === this.file ? previous.model : bindMapping(this.file);
    const parameters = new Map<string, string>();
    for (const [name, written] of this.model.parameters) {
      const value = given.get(name) ?? written;
      if (value !== undefined) parameters.set(name, value);
    }
    this.parameters = parameters;
  }

  get diagnostics(): readonly Diagnostic[] {
    this.#diagnostics ??= checkMapping(this.file, this.model, {
      parameters: this.parameters,
      levels: this.levels,
      ...(this.sample === undefined ? {} : { sample: this.sample.payload }),
    });
    return this.#diagnostics;
  }

  /** The sample person through the file; undefined without a sample. */
  get evaluation(): MappingEvaluation | undefined {
    if (this.sample === undefined) return undefined;
    this.#evaluation ??= evaluateMapping(this.model, this.sample.payload, { parameters: this.parameters });
    return this.#evaluation;
  }
}
