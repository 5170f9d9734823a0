import type { PreviewTableResult, PreviewTableRow } from '../../../../server/src/lsp/protocol.ts';
import { rowId } from './preview-messages.ts';

/** What a page is missing to show a table. */
export interface TableChanges {
  readonly order?: readonly string[];
  readonly rows: readonly PreviewTableRow[];
}

/** What a page shows, so that a keystroke sends the rows alone that it changes. */
export class ShownTable {
  #rows = new Map<string, string>();

  /** The page knows nothing any more. */
  forget(): void {
    this.#rows = new Map();
  }

  /** What is new in a table; the page is taken to show it from now on. */
  changes({ rows }: Pick<PreviewTableResult, 'rows'>): TableChanges {
    const before = this.#rows;
    const now = new Map(rows.map((row) => [rowId(row), JSON.stringify(row.cells)]));
    this.#rows = now;
    const order = [...now.keys()];
    const known = [...before.keys()];
    const sameOrder = order.length === known.length && order.every((id, index) => id === known[index]);
    const changed = rows.filter((row) => before.get(rowId(row)) !== now.get(rowId(row)));
    return sameOrder ? { rows: changed } : { order, rows: changed };
  }
}
