import type { FromPage, KeptPerson } from '../preview-messages.ts';

/** What the page keeps over a reload: the extension reads `uri` and `people` of it. */
export interface PageState {
  readonly uri?: string;
  readonly people?: readonly KeptPerson[];
  readonly find?: string;
  readonly changes?: boolean;
  readonly empty?: boolean;
  readonly why?: boolean;
  /** The row that has the keyboard, and its column. */
  readonly row?: string;
  readonly column?: number;
  readonly scroll?: number;
}

interface EditorApi {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): EditorApi;

const editor = acquireVsCodeApi();
let state: PageState = editor.getState() ?? {};

/** Tells the extension something. */
export function tell(message: FromPage): void {
  editor.postMessage(message);
}

/** What was kept. */
export function kept(): PageState {
  return state;
}

/** Keeps something more. */
export function keep(more: PageState): void {
  state = { ...state, ...more };
  editor.setState(state);
}
