/** What a page shows: who and how much on top, then person by person. All of it is plain text. */
export interface Report {
  readonly title: string;
  /** `['Mapping', 'writeback.sfmap']`, in their order. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** What must be known before anything else: a limit that is broken, people who were not looked at. */
  readonly notes: readonly { readonly level: 'error' | 'warning'; readonly text: string }[];
  /** What people can be chosen by. */
  readonly kinds: readonly ReportKind[];
  /** The heads of the columns of each person's table. */
  readonly columns: readonly string[];
  /** Read once. */
  readonly people: Iterable<ReportPerson>;
}

/** A kind of change or of result. */
export interface ReportKind {
  /** A word without blanks. */
  readonly key: string;
  readonly words: string;
  readonly count: number;
}

/** One person of a page. */
export interface ReportPerson {
  readonly title: string;
  /** One line below the title. */
  readonly about?: string;
  /** How somebody came through a run on demand, step by step. */
  readonly steps?: readonly (readonly [step: string, words: string])[];
  /** Keys of `Report.kinds`. */
  readonly kinds: readonly string[];
  readonly rows: readonly ReportRow[];
  readonly messages: readonly { readonly level: 'error' | 'refused' | 'warning'; readonly text: string }[];
  /** How many and how many not, below the rows. */
  readonly counts: string;
}

/** One line of a table, a cell for each column. The first one names the line. */
export interface ReportRow {
  readonly cells: readonly string[];
  /** Colours the line; the words in its cells say the same. */
  readonly mark: 'new' | 'changed' | 'refused' | 'error' | 'quiet';
}
