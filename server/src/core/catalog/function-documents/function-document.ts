/** What a page and a hover tell of a function beyond its signature and its summary. */
export interface FunctionDocument {
  /** How it works, in a few sentences. */
  readonly details: string;
  /** Each parameter by its name in the signature. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What null and empty give. */
  readonly empty: string;
  /** Where Microsoft's pages differ from one another, are wrong or say nothing, and what sfmap does. */
  readonly differs?: string;
  /** Where it may stand and where not. */
  readonly use?: string;
  /** The document that describes it, where that is not the function reference. */
  readonly source?: string;
}

export type FunctionDocuments = Readonly<Record<string, FunctionDocument>>;
