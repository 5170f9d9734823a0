import type { PreviewTableColumn, PreviewTableRow } from '../../../../../server/src/lsp/protocol.ts';
import { rowId } from '../preview-messages.ts';
import { cellContent, cellText } from './cell.ts';
import { element, textNodes } from './text.ts';

/** A row as it stands in the page. */
export interface ShownRow {
  readonly id: string;
  readonly row: PreviewTableRow;
  readonly element: HTMLTableRowElement;
  /** What the filter looks at. */
  readonly words: string;
}

const GROUPS = { target: 'Targets', attribute: 'Source attributes' } as const;

/** The table of the page. Only what has changed is drawn anew: a row that says the same stays the same element. */
export class Table {
  readonly #table: HTMLTableElement;
  readonly #rows = new Map<string, ShownRow>();
  readonly #groups: Readonly<Record<PreviewTableRow['kind'], HTMLTableSectionElement>>;
  #columns: readonly PreviewTableColumn[] = [];
  #head = '';

  constructor(table: HTMLTableElement) {
    this.#table = table;
    this.#groups = { target: table.createTBody(), attribute: table.createTBody() };
    for (const kind of ['target', 'attribute'] as const) {
      const head = element('th', '', GROUPS[kind]);
      head.scope = 'rowgroup';
      const row = element('tr', 'group');
      row.append(head);
      this.#groups[kind].append(row);
    }
  }

  get columns(): readonly PreviewTableColumn[] {
    return this.#columns;
  }

  /** All rows in their order. */
  get rows(): readonly ShownRow[] {
    return [...this.#rows.values()];
  }

  row(id: string): ShownRow | undefined {
    return this.#rows.get(id);
  }

  /** @returns The rows whose text has changed; none of those that are new. */
  update(
    columns: readonly PreviewTableColumn[],
    rows: readonly PreviewTableRow[],
    order: readonly string[] | undefined,
  ): readonly ShownRow[] {
    this.#drawHead(columns);
    const changed = rows.filter((row) => this.#draw(row)).flatMap((row) => this.#rows.get(rowId(row)) ?? []);
    if (order !== undefined) this.#arrange(order);
    return changed;
  }

  /** A heading without a row below it is hidden. */
  hideGroups(): void {
    for (const group of Object.values(this.#groups)) {
      group.hidden = group.querySelector('tr[data-id]:not([hidden])') === null;
    }
  }

  #drawHead(columns: readonly PreviewTableColumn[]): void {
    const head = JSON.stringify(columns);
    if (head === this.#head) return;
    this.#head = head;
    this.#columns = columns;
    const [names, about] = this.#table.tHead?.rows ?? [];
    names?.replaceChildren(columnHead('Attribute'), ...columns.map(({ person }) => columnHead(person)));
    about?.replaceChildren(element('th', '', 'About'), ...columns.map(columnAbout));
    for (const group of Object.values(this.#groups)) {
      const cell = group.rows[0]?.cells[0];
      if (cell !== undefined) cell.colSpan = columns.length + 1;
    }
  }

  /** @returns Whether the row was there and says something else now. */
  #draw(row: PreviewTableRow): boolean {
    const id = rowId(row);
    const before = this.#rows.get(id);
    const shown = before?.element ?? emptyRow(row, id);
    const cells = row.cells.map((cell, index) => {
      const old = shown.cells[index + 1];
      const isSame = old !== undefined && JSON.stringify(before?.row.cells[index]) === JSON.stringify(cell);
      return isSame ? old : drawnCell(cell, old, before !== undefined);
    });
    for (const [index, cell] of cells.entries()) if (shown.cells[index + 1] !== cell) shown.append(cell);
    while (shown.cells.length > cells.length + 1) shown.lastElementChild?.remove();
    const words = [row.name, ...row.cells.map(cellText)].join('\n').toLowerCase();
    this.#rows.set(id, { id, row, element: shown, words });
    return before !== undefined && before.words !== words;
  }

  #arrange(order: readonly string[]): void {
    const rows = order.flatMap((id) => this.#rows.get(id) ?? []);
    const wanted = new Set(order);
    for (const { id, element: gone } of this.rows) if (!wanted.has(id)) gone.remove();
    this.#rows.clear();
    const last = { target: this.#groups.target.rows[0], attribute: this.#groups.attribute.rows[0] };
    for (const shown of rows) {
      const { kind } = shown.row;
      // A row that stands where it belongs is not touched: it may have the keyboard.
      if (last[kind]?.nextElementSibling !== shown.element) last[kind]?.after(shown.element);
      last[kind] = shown.element;
      this.#rows.set(shown.id, shown);
    }
  }
}

function emptyRow({ name }: PreviewTableRow, id: string): HTMLTableRowElement {
  const row = element('tr');
  row.dataset['id'] = id;
  const head = element('th', '', name);
  head.scope = 'row';
  head.tabIndex = -1;
  row.append(head);
  return row;
}

function drawnCell(
  cell: PreviewTableRow['cells'][number],
  old: HTMLTableCellElement | undefined,
  isNews: boolean,
): HTMLTableCellElement {
  const drawn = old ?? element('td');
  drawn.className = cell.note ?? cell.state;
  if (old === undefined) drawn.tabIndex = -1;
  drawn.replaceChildren(...cellContent(cell));
  if (isNews) {
    drawn.classList.add('fresh');
    drawn.addEventListener('animationend', () => drawn.classList.remove('fresh'), { once: true });
  }
  return drawn;
}

function columnHead(text: string): HTMLTableCellElement {
  const head = element('th', '', text);
  head.scope = 'col';
  return head;
}

/** Who stands in a column, and with a directory what would be done. It scrolls away; the name stays. */
function columnAbout(column: PreviewTableColumn): HTMLTableCellElement {
  const { situation, label, inScope, scopeClause, counts, directory } = column;
  const scope = `${inScope ? 'in scope' : 'out of scope'}${scopeClause === undefined ? '' : `: ${scopeClause}`}`;
  const about = [situation, label].filter((part) => part !== undefined && part !== '').join(' · ');
  const lines = [
    ...(about === '' ? [] : [element('span', 'quiet', about)]),
    ...(inScope && scopeClause === undefined ? [] : [element('span', inScope ? 'quiet' : 'warning', scope)]),
    element('span', directory === undefined ? 'quiet' : '', directory?.action ?? 'no directory'),
    ...(directory === undefined ? [] : [element('span', 'quiet', `${directory.place}: ${directory.found}`)]),
    ...(directory?.remarks ?? []).map((remark) => element('span', 'warning', remark)),
    element('span', 'quiet', counts),
  ];
  for (const line of lines) line.classList.add('line');
  const cell = element('td');
  cell.append(...lines);
  return cell;
}

/** Puts texts below one another into an element; nothing is drawn anew where they are the same. */
export function putLines(into: HTMLElement, lines: readonly string[]): void {
  if (into.dataset['said'] === lines.join('\n')) return;
  into.dataset['said'] = lines.join('\n');
  into.replaceChildren(
    ...lines.map((line) => {
      const paragraph = element('p');
      paragraph.append(
        ...line.split('\n').flatMap((part, index) => [...(index > 0 ? [element('br')] : []), ...textNodes(part)]),
      );
      return paragraph;
    }),
  );
}
