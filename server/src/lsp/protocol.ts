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
/** A file, or a document of the scheme `sfmap:` for a person that the user chose. Positions as in LSP. */
export interface PayloadPlace {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}
