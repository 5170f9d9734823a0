/** Offsets in a declaration: of its sign, of the end of its value, and of its options. */
export interface Places {
  readonly sign?: number;
  readonly end?: number;
  readonly options?: number;
}

/** A declaration in parts whose columns are shared with the lines around it. */
export interface Row {
  /** Lines of the same kind that follow one another share their columns. */
  readonly run: string;
  /** The name, with what stands before it: `param p`, `"Labs":`. */
  readonly name: string;
  /** `: DateTime`. */
  readonly type?: string;
  /** What stands before the value: `<-`, `=`, `->`; nothing in a scope group. */
  readonly sign: string;
  /** The lines of the value when its first line begins at `column`; undefined without a value. */
  readonly value?: (column: number) => readonly string[];
  /** The value stands one blank behind its name, whatever stands around it. */
  readonly loose?: true;
  /** `match 1`. */
  readonly options?: string;
  /** Where its parts stood, each on the line of what stands before it; offsets in the declaration. */
  readonly places: Places;
}
