import type { ShownRow, Table } from './table.ts';

const PAGE = 10;

/** One cell of the table takes part in the order of the Tab key; arrow keys move which one. */
export class Rover {
  #row = '';
  #column = 0;
  #cell: HTMLTableCellElement | undefined;

  /** @param moved Told of each cell that gets the keyboard. */
  constructor(
    private readonly table: Table,
    private readonly moved: () => void,
  ) {}

  get row(): ShownRow | undefined {
    return this.table.row(this.#row);
  }

  /** Of the columns of people; the name belongs to the first. */
  get column(): number {
    return Math.max(0, this.#column - 1);
  }

  /** Whether the cell stands in the page. @param column 0 for the name of the row. */
  isAt(row: string, column: number): boolean {
    return this.#row === row && this.#column === column;
  }

  get place(): { readonly row: string; readonly column: number } {
    return { row: this.#row, column: this.#column };
  }

  /** Makes a cell the one of the Tab key, without taking the keyboard. */
  put(row: string, column: number): void {
    this.#row = row;
    this.#column = column;
    this.settle();
  }

  /** After rows came, went or were hidden: the cell stays, or the first one that can be seen takes its place. */
  settle(): void {
    const rows = this.#visible();
    const shown = rows.find(({ id }) => id === this.#row) ?? rows[0];
    if (shown !== undefined) this.#row = shown.id;
    this.#column = Math.min(this.#column, (shown?.element.cells.length ?? 1) - 1);
    const cell = shown?.element.cells[this.#column];
    if (cell === this.#cell) return;
    if (this.#cell !== undefined) this.#cell.tabIndex = -1;
    this.#cell = cell;
    if (cell !== undefined) cell.tabIndex = 0;
  }

  focus(): void {
    this.#cell?.focus({ preventScroll: false });
  }

  /** A cell got the keyboard, by a click or by the Tab key. */
  reached(target: EventTarget | null): void {
    const cell = target instanceof Element ? target.closest<HTMLTableCellElement>('td, th') : null;
    const row = cell?.closest('tr')?.dataset['id'];
    if (cell === null || row === undefined) return;
    this.put(row, cell.cellIndex);
    this.moved();
  }

  /** @returns Whether the key moves. */
  move({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const rows = this.#visible();
    const at = rows.findIndex(({ id }) => id === this.#row);
    const last = (rows[at]?.element.cells.length ?? 1) - 1;
    const far = ctrlKey || metaKey;
    const steps: Readonly<Record<string, () => readonly [row: number, column: number]>> = {
      ArrowUp: () => [at - 1, this.#column],
      ArrowDown: () => [at + 1, this.#column],
      ArrowLeft: () => [at, this.#column - 1],
      ArrowRight: () => [at, this.#column + 1],
      PageUp: () => [at - PAGE, this.#column],
      PageDown: () => [at + PAGE, this.#column],
      Home: () => [far ? 0 : at, 0],
      End: () => [far ? rows.length - 1 : at, last],
    };
    const step = Object.hasOwn(steps, key) ? steps[key]?.() : undefined;
    if (step === undefined) return false;
    const row = rows[Math.max(0, Math.min(rows.length - 1, step[0]))];
    if (row === undefined) return true;
    this.put(row.id, Math.max(0, Math.min(last, step[1])));
    this.focus();
    return true;
  }

  #visible(): readonly ShownRow[] {
    return this.table.rows.filter(({ element }) => !element.hidden);
  }
}
