import type { PreviewTableColumn, PreviewTableRow } from '../../../../server/src/lsp/protocol.ts';

/** What the page of a preview and the extension say to each other, and what the page keeps over a reload. */

/** A value of the table: its row and its column. */
export interface CellPlace {
  readonly kind: PreviewTableRow['kind'];
  readonly name: string;
  /** The key of the column. */
  readonly key: string;
}

/** A person of a column who can be shown again after a reload: live people are kept in memory alone. */
export type KeptPerson = { readonly kind: 'shown' } | { readonly kind: 'file'; readonly file: string };

export type ToPage =
  | {
      readonly type: 'table';
      /** Who reads it: `team.sfmap`. */
      readonly mapping: string;
      readonly columns: readonly PreviewTableColumn[];
      /** The names of all rows in their order, where that is another one than before. */
      readonly order?: readonly string[];
      /** The rows that are new or say something else than before. */
      readonly rows: readonly PreviewTableRow[];
      /** What there is to say above the table. */
      readonly notices: readonly string[];
    }
  | { readonly type: 'reason'; readonly place: CellPlace; readonly text: string }
  | { readonly type: 'keep'; readonly uri: string; readonly people: readonly KeptPerson[] };

export type FromPage =
  /** The page is there, and knows nothing. */
  | { readonly type: 'ready' }
  /** Show where the name stands in the mapping; with `focus` the keyboard goes there, too. */
  | { readonly type: 'open'; readonly place: CellPlace; readonly focus: boolean }
  | { readonly type: 'explain'; readonly place: CellPlace };

/** What tells rows apart; an attribute may have the name of a target. */
export function rowId({ kind, name }: Pick<PreviewTableRow, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}
