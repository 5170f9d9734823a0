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
