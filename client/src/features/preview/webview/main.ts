// The page of a preview. It shows what the extension sends, and sends back what the user asks for.
import type { CellPlace, ToPage } from '../preview-messages.ts';
import { cellText } from './cell.ts';
import { Filter } from './filter.ts';
import { keep, kept, tell } from './host.ts';
import { Rover } from './rover.ts';
import { putLines, type ShownRow, Table } from './table.ts';
import { byId, textNodes } from './text.ts';

/** A screen reader is told what has changed once typing has settled. */
const NEWS_MS = 600;

const grid = document.querySelector('table') as HTMLTableElement;
const reason = byId('reason');
const why = byId<HTMLInputElement>('why');
const table = new Table(grid);
const rover = new Rover(table, () => {
  const { row, column } = rover.place;
  keep({ row, column });
  explain();
});
const filter = new Filter(table, () => rover.settle());

function show(message: Extract<ToPage, { type: 'table' }>): void {
  const { mapping, columns, rows, order, notices } = message;
  const isFirst = table.rows.length === 0;
  const changed = table.update(columns, rows, order);
  grid.hidden = columns.length === 0;
  grid.setAttribute('aria-label', `Preview of ${mapping}`);
  putLines(byId('notices'), notices);
  filter.apply();
  if (isFirst) restore();
  else if (changed.length > 0) announce(changed);
  explain();
}

function restore(): void {
  const { row = '', column = 0, scroll = 0 } = kept();
  rover.put(row, column);
  const main = grid.parentElement;
  if (main !== null) main.scrollTop = scroll;
}

let news: ReturnType<typeof setTimeout> | undefined;
const changedSince = new Set<string>();
function announce(rows: readonly ShownRow[]): void {
  for (const { id } of rows) changedSince.add(id);
  clearTimeout(news);
  news = setTimeout(() => {
    const told = [...changedSince].flatMap((id) => table.row(id) ?? []);
    changedSince.clear();
    const [first] = told;
    if (first === undefined) return;
    const { name, cells } = first.row;
    const names = told.slice(0, 3).map(({ row }) => row.name);
    const more = told.length > 3 ? ` and ${told.length - 3} more` : '';
    const single = `${name}: ${cells.map(cellText).join('; ')}`;
    byId('news').replaceChildren(
      ...textNodes(told.length === 1 ? single : `${told.length} rows changed: ${names.join(', ')}${more}`),
    );
  }, NEWS_MS);
}

/** The cell that has the keyboard, or had it last. */
function place(): CellPlace | undefined {
  const column = table.columns[rover.column];
  const { row } = rover.row ?? {};
  return row === undefined || column === undefined ? undefined : { kind: row.kind, name: row.name, key: column.key };
}

function explain(): void {
  reason.hidden = !why.checked;
  const cell = place();
  if (why.checked && cell !== undefined) tell({ type: 'explain', place: cell });
}

function open(focus: boolean): void {
  const cell = place();
  if (cell !== undefined) tell({ type: 'open', place: cell, focus });
}

function toggleWhy(on: boolean): void {
  why.checked = on;
  keep({ why: on });
  explain();
}

grid.addEventListener('focusin', ({ target }) => rover.reached(target));
grid.addEventListener('click', ({ target }) => {
  // Whoever chooses a text wants to copy it.
  const isChoosing = getSelection()?.isCollapsed === false;
  if (!isChoosing && target instanceof Element && target.closest('tr[data-id]') !== null) open(false);
});
grid.addEventListener('keydown', (event) => {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (rover.move(event)) event.preventDefault();
  else if (plain && event.key === 'Enter') open(true);
  else if (plain && event.key === ' ') {
    event.preventDefault();
    toggleWhy(!why.checked);
  }
});
document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'search';
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    filter.focus();
  } else if (event.key === 'Escape' && isTyping && !filter.clear()) rover.focus();
  else if (isTyping && (event.key === 'ArrowDown' || event.key === 'Enter')) {
    event.preventDefault();
    rover.focus();
  }
});
why.addEventListener('change', () => toggleWhy(why.checked));
why.checked = kept().why ?? false;
grid.parentElement?.addEventListener('scroll', () => keep({ scroll: grid.parentElement?.scrollTop ?? 0 }), {
  passive: true,
});

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case 'table':
      show(data);
      break;
    case 'keep':
      keep({ uri: data.uri, people: data.people });
      break;
    case 'reason': {
      const { kind, name, key } = place() ?? {};
      // The answer to a cell that has been left comes too late.
      if (data.place.kind !== kind || data.place.name !== name || data.place.key !== key) break;
      reason
        .querySelector('pre')
        ?.replaceChildren(
          ...data.text.split('\n').flatMap((line) => [...textNodes(line), document.createTextNode('\n')]),
        );
      break;
    }
  }
});
tell({ type: 'ready' });
