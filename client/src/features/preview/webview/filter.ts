import type { PreviewTableCell } from '../../../../../server/src/lsp/protocol.ts';
import { keep, kept } from './host.ts';
import type { ShownRow, Table } from './table.ts';
import { byId } from './text.ts';

const CHANGES: readonly PreviewTableCell['note'][] = ['new', 'changed', 'emptied', 'later', 'error'];

/** Which rows are shown: those that hold the words, that change something, that are empty. */
export class Filter {
  readonly #find = byId<HTMLInputElement>('find');
  readonly #changes = byId<HTMLInputElement>('changes');
  readonly #empty = byId<HTMLInputElement>('empty');

  /** @param applied Told when other rows are shown. */
  constructor(
    private readonly table: Table,
    private readonly applied: () => void,
  ) {
    const { find = '', changes = false, empty = false } = kept();
    this.#find.value = find;
    this.#changes.checked = changes;
    this.#empty.checked = empty;
    for (const field of [this.#find, this.#changes, this.#empty]) {
      field.addEventListener('input', () => {
        keep({ find: this.#find.value, changes: this.#changes.checked, empty: this.#empty.checked });
        this.apply();
      });
    }
  }

  focus(): void {
    this.#find.focus();
    this.#find.select();
  }

  /** @returns Whether there was something to take back. */
  clear(): boolean {
    if (this.#find.value === '') return false;
    this.#find.value = '';
    keep({ find: '' });
    this.apply();
    return true;
  }

  apply(): void {
    const { columns, rows } = this.table;
    // Without a directory nothing is known to change.
    const compared = columns.some(({ directory }) => directory !== undefined);
    this.#changes.disabled = !compared;
    this.#changes.title = compared
      ? ''
      : 'Compare With Directory first: the button stands in the title of this editor.';
    const words = this.#find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const onlyChanges = compared && this.#changes.checked;
    let count = 0;
    for (const shown of rows) {
      const fits =
        words.every((word) => shown.words.includes(word)) &&
        (!onlyChanges || shown.row.cells.some(({ note }) => CHANGES.includes(note))) &&
        (!this.#empty.checked || isEmpty(shown));
      if (shown.element.hidden === fits) shown.element.hidden = !fits;
      if (fits) count += 1;
    }
    this.table.hideGroups();
    const told = `${count} of ${rows.length} rows`;
    const status = byId('shown');
    if (status.textContent !== told) status.textContent = told;
    this.applied();
  }
}

const isEmpty = ({ row }: ShownRow): boolean => row.cells.some(({ state }) => state === 'null' || state === 'dropped');
