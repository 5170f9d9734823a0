import type * as vscode from 'vscode';
import type { ConnectionInfo } from '../../../../server/src/engine/protocol.ts';
import { shownLine } from '../../infrastructure/shown-text.ts';

/** Where a sample person came from, so that the same one can be read again. */
export type SampleOrigin =
  | { readonly kind: 'tenant'; readonly connection: ConnectionInfo; readonly id: string }
  | {
      readonly kind: 'file';
      /** As it is shown: relative to the mapping, or without its folders. */
      readonly name: string;
      /** What the language server is asked for. */
      readonly file: { readonly file: string } | { readonly path: string };
      /** Which of the people in it. */
      readonly index: number;
    };

/** A person whose values a mapping shows, chosen by the user. Kept in memory alone. */
export interface SamplePerson {
  /** Name and id: `Rita Okafor · 100401`. */
  readonly label: string;
  /** The HR situation, of a worker. */
  readonly situation?: string;
  readonly payload: unknown;
  readonly origin: SampleOrigin;
}

/** Which people a mapping can be shown for: workers, or users of Entra ID for a writeback. */
export function directionOf(document: vscode.TextDocument): 'inbound' | 'writeback' {
  return /^\s*provision\s+"?EntraID\b/m.test(document.getText()) ? 'writeback' : 'inbound';
}

/** Where a person came from, in words: `sandbox (sandbox)`, `people/rehire.json`. */
export function originText(origin: SampleOrigin): string {
  return shownLine(
    origin.kind === 'file' ? origin.name : `${origin.connection.name} (${origin.connection.environment})`,
  );
}

/** Name, id and situation in one line. */
export function personText({ label, situation }: Pick<SamplePerson, 'label' | 'situation'>): string {
  return shownLine(situation === undefined ? label : `${label} · ${situation}`);
}
