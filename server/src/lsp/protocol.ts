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

/**
 * Notification, client to server: who stands in the columns of a mapping's preview, in place of who stood there. Kept in
 * memory until the mapping is closed.
 */
export const PREVIEW_PEOPLE = 'sfmap/previewPeople';
export interface PreviewPeopleParams {
  readonly uri: string;
  readonly people: readonly PreviewPersonParams[];
}
export interface PreviewPersonParams {
  /** Tells columns apart. */
  readonly key: string;
  /** The person whose values stand in the lines; the first person of a file, by its path from the mapping; or this one. */
  readonly from:
    | { readonly kind: 'shown' }
    | { readonly kind: 'file'; readonly file: string }
    | { readonly kind: 'given'; readonly label: string; readonly payload: unknown };
  /** What a directory held of the person; it counts as long as the same person stands in the column. */
  readonly directory?: DirectoryRead & { readonly person: string };
}
/** What the target system holds of one person: what the engine answers to `comparePeople`. */
export interface DirectoryRead {
  /** `Entra ID contoso.example (test)` */
  readonly place: string;
  /** Whom it was found to be. */
  readonly found: string;
  /** Why the person cannot be compared; absent where that can be. */
  readonly problem?: string;
  /** By target; null where nobody is there. */
  readonly existing: Readonly<Record<string, string | readonly string[] | null>> | null;
  readonly parameters: Readonly<Record<string, string>>;
  /** The answer of `DefaultDomain()`, where the mapping asked for it. */
  readonly domain?: string;
  /** The person whom the mapping gave as manager, that person's account, and the manager whom the account has. */
  readonly manager?: {
    readonly person?: string;
    readonly account?: { readonly id: string; readonly name: string };
    readonly held?: string;
  };
  readonly remarks: readonly string[];
}

/** Notification, server to client, who has sent `sfmap/previewPeople`: values may have changed without a change of a text. */
export const VALUES_CHANGED = 'sfmap/valuesChanged';

/** Request, client to server: the preview of a mapping, a column for each person. */
export const PREVIEW_TABLE = 'sfmap/previewTable';
export interface PreviewTableParams {
  readonly uri: string;
}
export interface PreviewTableResult {
  readonly columns: readonly PreviewTableColumn[];
  /** The targets, then the source attributes that the mapping reads or declares. */
  readonly rows: readonly PreviewTableRow[];
  /** Why there is nobody, or not everybody, to show. */
  readonly remarks: readonly string[];
  /** Mistakes of the mapping that keep it from running. */
  readonly errors: number;
}
export interface PreviewTableColumn {
  readonly key: string;
  readonly person: string;
  readonly situation?: string;
  /** Where the person is from. */
  readonly label: string;
  readonly inScope: boolean;
  readonly scopeClause?: string;
  readonly counts: string;
  readonly directory?: {
    readonly place: string;
    readonly found: string;
    readonly action: string;
    readonly remarks: readonly string[];
  };
}
export interface PreviewTableRow {
  readonly kind: 'target' | 'attribute';
  readonly name: string;
  /** One for each column. */
  readonly cells: readonly PreviewTableCell[];
}
export interface PreviewTableCell {
  readonly state: 'value' | 'null' | 'dropped' | 'error';
  /** What flows, or what stands for it. */
  readonly text: string;
  /** What the directory holds. */
  readonly old?: string;
  /** With a directory: what becomes of the target. */
  readonly note?: 'new' | 'changed' | 'emptied' | 'unchanged' | 'kept' | 'later' | 'unread' | 'error';
}

/** Request, client to server: how a value of the preview came about, and where its name stands in the mapping. */
export const PREVIEW_REASON = 'sfmap/previewReason';
export interface PreviewReasonParams {
  readonly uri: string;
  /** The column. */
  readonly key: string;
  readonly kind: PreviewTableRow['kind'];
  readonly name: string;
}
export interface PreviewReasonResult {
  readonly text: string;
  readonly range?: TextRange;
}

/** Request, client to server: the people of the preview, to be compared with a directory. */
export const PREVIEW_PAYLOADS = 'sfmap/previewPayloads';
export type PreviewPayloadsResult = readonly {
  readonly key: string;
  /** Tells people apart: what `directory.person` is to be. */
  readonly person: string;
  readonly payload: unknown;
}[];

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
