/**
 * Messages between the extension and the language server beyond LSP. Plain types: the client imports them as types only.
 */

/** Notification, client to server: values are shown for this person from now on; `null` returns to the file's sample. */
export const SAMPLE_PERSON = 'sfmap/samplePerson';
export interface SamplePersonParams {
  /** The mapping file. */
  readonly uri: string;
  readonly person: { readonly label: string; readonly payload: unknown } | null;
}

/** Request, client to server: whose values are shown; null where there is nobody. */
export const SAMPLE_INFO = 'sfmap/sampleInfo';
export interface SampleInfoParams {
  /** The mapping file. */
  readonly uri: string;
}
/** A person as a list shows one. */
export interface ListedPerson {
  /** Name and id: `Rita Okafor · 100401`. */
  readonly label: string;
  /** The HR situation, `rehire`; absent in a writeback. */
  readonly situation?: string;
}
export type SampleInfoResult =
  | (ListedPerson & {
      /** The file that the person came from, as the mapping names it; absent for a person that the user chose. */
      readonly file?: string;
    })
  | null;

/** Request, client to server: JSON files beside the mapping and below that may hold people, as the mapping names them. */
export const SAMPLE_FILES = 'sfmap/sampleFiles';
export type SampleFilesParams = SampleInfoParams;
export type SampleFilesResult = readonly string[];

/** Request, client to server: the people in a file, or why there are none. */
export const SAMPLE_PEOPLE = 'sfmap/samplePeople';
export interface SamplePeopleParams {
  readonly uri: string;
  /** As the mapping would name it. */
  readonly file?: string;
  /** A path of this machine that the user chose; it wins. */
  readonly path?: string;
}
export type SamplePeopleResult =
  | {
      readonly people: readonly (ListedPerson & { readonly payload: unknown })[];
      /** How many the file holds; of very many the first are given. */
      readonly total: number;
    }
  | { readonly problem: string };

/** Request, client to server: the JSONPath to what stands at a position of a payload that is read (`sfmap:/payload/…`). */
export const PAYLOAD_PATH = 'sfmap/payloadPath';
export interface PayloadPathParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}
export type PayloadPathResult = {
  readonly path: string;
  readonly location: readonly (string | number)[];
  /** The mapping whose person it is. */
  readonly mapping: string;
} | null;

/** Request, client to server: a source attribute that reads a place of the payload, as edits; none where there is one. */
export const INSERT_ATTRIBUTE = 'sfmap/insertAttribute';
export interface InsertAttributeParams {
  readonly uri: string;
  readonly location: readonly (string | number)[];
}
export type InsertAttributeResult =
  | { readonly name: string; readonly edits: readonly { readonly range: TextRange; readonly newText: string }[] }
  | { readonly problem: string };

/** Request, client to server: the sample person's payload as the text of a file. */
export const FIXTURE = 'sfmap/fixture';
export interface FixtureParams {
  readonly uri: string;
  /** With names, ids, dates and contact data of nobody; else as it is. */
  readonly pseudonymised: boolean;
}
export type FixtureResult =
  | (ListedPerson & { readonly text: string; readonly remarks: readonly string[] })
  | { readonly problem: string };

/** Request, client to server: what the file yields for its sample person, as text (design/ux.md, "Preview, as text"). */
export const PREVIEW_MAPPING = 'sfmap/previewMapping';
export interface PreviewMappingParams {
  readonly uri: string;
}
export interface PreviewMappingResult {
  readonly title: string;
  readonly text: string;
}

/** Request, client to server: the tests of a mapping, open or on disk, in their order. */
export const TESTS = 'sfmap/tests';
export interface TestsParams {
  readonly uri: string;
}
export interface TestPlace {
  readonly name: string;
  /** Its first line. */
  readonly range: TextRange;
}
export type TestsResult = readonly TestPlace[];

/** Request, client to server: runs the tests of these names, or all. */
export const RUN_TESTS = 'sfmap/runTests';
export interface RunTestsParams {
  readonly uri: string;
  readonly names?: readonly string[];
}
export interface TestRunResult extends TestPlace {
  readonly passed: boolean;
  /** What failed, each at its place; `expected` and `actual` where two values were compared. */
  readonly failures: readonly {
    readonly message: string;
    readonly range: TextRange;
    readonly expected?: string;
    readonly actual?: string;
  }[];
  /** What whoever reads the result should know. */
  readonly remarks: readonly string[];
}
export type RunTestsResult = readonly TestRunResult[];

/** Request, client to server: a test that expects what the sample person gets now, as an edit; or why there is none. */
export const RECORD_TEST = 'sfmap/recordTest';
export interface RecordTestParams {
  readonly uri: string;
}
export type RecordTestResult =
  | { readonly edits: readonly { readonly range: TextRange; readonly newText: string }[] }
  | { readonly problem: string };

/** Request, client to server: what a new mapping begins with, for a pair such as `SuccessFactors->EntraID`. */
export const NEW_MAPPING = 'sfmap/newMapping';
export interface NewMappingParams {
  readonly pair: string;
}
export interface NewMappingResult {
  readonly text: string;
}

/** Positions as in LSP. */
export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/**
 * Commands of the client that this server puts into lenses and hints, where `initializationOptions.commands` names
 * them. The argument of the first two is the address of a mapping.
 */
export const SHOW_VALUES = 'sfmap.showValues';
export const SHOW_QUERY = 'sfmap.showQuery';
/** Its argument is the address of a report, `sfmap:/tests/…`. */
export const RUN_TEST = 'sfmap.runTest';

/** Opens the payload of the sample person at a place. The command takes what the request takes. */
export const OPEN_IN_PAYLOAD = 'sfmap.openInPayload';
/** Request, client to server: where that place is; null when it is not there any more. */
export const PAYLOAD_PLACE = 'sfmap/payloadPlace';
export interface OpenInPayloadParams {
  /** The mapping file. */
  readonly uri: string;
  /** Names and indexes from the person on: `["employmentNav", "results", 0]`. */
  readonly location: readonly (string | number)[];
}
/** A file, or a document of the scheme `sfmap:` for a person that the user chose. */
export interface PayloadPlace {
  readonly uri: string;
  readonly range: TextRange;
}
