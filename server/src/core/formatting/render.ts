import { longest, type Placed, sharedColumn } from './columns.ts';
import type { Line } from './lines.ts';
import type { Row } from './row.ts';
import { LINE_WIDTH, padded, width } from './width.ts';

/** A longer name does not move the lines around it: those of directory extensions are, all of Microsoft's and SAP's fit. */
const LONGEST_NAME = 40;
/** The same for the paths of `replace`, with their keyword. */
const LONGEST_PATH = 60;

type RowLine = Line & { readonly code: Extract<Line['code'], { kind: 'row' }> };

/** The lines as text, their columns shared, without line ends; an item may hold line ends of the text as written. */
export function render(lines: readonly Line[]): string[] {
  const printed = new Map<Line, readonly string[]>();
  for (const table of tablesOf(runsOf(lines))) renderTable(table, printed);
  for (const line of lines) if (!isRow(line)) printed.set(line, [plainText(line)]);
  addTails(lines, printed);
  return lines.flatMap((line) => [...(line.blank ? [''] : []), ...(printed.get(line) ?? [])]);
}

const isRow = (line: Line): line is RowLine => line.code.kind === 'row';

/** Rows of one kind that follow one another, with nothing between them but comments and what is not understood. */
interface Run {
  /** Counts the edges of blocks before it. */
  readonly block: number;
  readonly lines: RowLine[];
}

function runsOf(lines: readonly Line[]): Run[] {
  const runs: Run[] = [];
  let block = 0;
  let open: Run | undefined;
  for (const line of lines) {
    if (line.edge !== undefined) block++;
    if (line.blank || line.edge !== undefined) open = undefined;
    if (!isRow(line)) continue;
    if (open === undefined || kindOf(open) !== line.code.row.run) {
      open = { block, lines: [] };
      runs.push(open);
    }
    open.lines.push(line);
  }
  return runs;
}

/**
 * Runs of one block whose signs stood in one column keep one column, although empty lines part them: an author who
 * writes a table gets a table.
 */
function tablesOf(runs: readonly Run[]): Run[][] {
  const tables: Run[][] = [];
  let before: Run | undefined;
  for (const run of runs) {
    const column = signColumn(run.lines);
    const joins = before !== undefined && before.block === run.block && kindOf(before) === kindOf(run);
    if (joins && column !== undefined && signColumn(before?.lines ?? []) === column) tables.at(-1)?.push(run);
    else tables.push([run]);
    before = run;
  }
  return tables;
}

const kindOf = ({ lines }: Run) => lines[0]?.code.row.run;

/** The column in which the signs of all these lines stood. */
function signColumn(lines: readonly RowLine[]): number | undefined {
  const columns = new Set(lines.filter(({ code }) => code.row.value !== undefined).map(({ code }) => code.sign));
  const [column] = columns;
  return columns.size === 1 ? column : undefined;
}

function renderTable(table: readonly Run[], printed: Map<Line, readonly string[]>): void {
  const lefts = new Map<RowLine, string>();
  for (const { lines } of table) {
    const types = longestOf(lines.filter((line) => line.code.row.type !== undefined && isAligned(line)).map(nameOf));
    for (const line of lines) lefts.set(line, leftOf(line, types));
  }
  const valued = [...lefts].filter(([line]) => line.code.row.value !== undefined && isAligned(line));
  const column = longestOf(valued.map(([, left]) => left));
  for (const [line, left] of lefts) printed.set(line, rowLines(line, left, isAligned(line) ? column : 0));
  for (const { lines } of table) addOptions(lines, printed);
}

/** Whether a line shares the columns of those around it. */
function isAligned(line: RowLine): boolean {
  const { run, loose } = line.code.row;
  return loose !== true && width(nameOf(line)) <= (run === 'replace' ? LONGEST_PATH : LONGEST_NAME);
}

function addOptions(lines: readonly RowLine[], printed: Map<Line, readonly string[]>): void {
  const optioned = lines.filter(({ code }) => code.row.options !== undefined);
  const aligned = optioned.filter((line) => isShort(printed.get(line)));
  const ends = aligned.map((line) => ({ written: line.code.options, end: width(printed.get(line)?.[0] ?? '') }));
  const column = optionsColumn(ends);
  for (const line of optioned) {
    const texts = [...(printed.get(line) ?? [])];
    const last = texts.pop() ?? '';
    const before = isShort(printed.get(line)) ? padded(last, column) : `${last} `;
    printed.set(line, [...texts, before + line.code.row.options]);
  }
}

/** Options of several lines stand in a column; a lone one stays as far behind its expression as it was. */
function optionsColumn(ends: readonly Placed[]): number {
  const [only] = ends;
  if (only !== undefined && ends.length === 1) return only.end + gapOf(only.written);
  return sharedColumn(ends, 2) ?? longest(ends.map(({ end }) => end)) + 2;
}

const gapOf = (written: Placed['written']) => Math.max(1, written === undefined ? 1 : written.column - written.end);

const isShort = (lines: readonly string[] | undefined) => lines?.length === 1 && width(lines[0] ?? '') <= LINE_WIDTH;
const nameOf = ({ lead, code }: RowLine) => lead + code.row.name;

const longestOf = (texts: readonly string[]) => longest(texts.map(width));

function leftOf(line: RowLine, typeColumn: number): string {
  const { type } = line.code.row;
  return type === undefined ? nameOf(line) : `${padded(nameOf(line), isAligned(line) ? typeColumn : 0)} ${type}`;
}

function rowLines({ indent, code: { row } }: RowLine, left: string, column: number): readonly string[] {
  const blanks = ' '.repeat(indent);
  if (row.value === undefined) return [blanks + left];
  const start = blanks + [...(left === '' ? [] : [padded(left, column)]), ...signOf(row), ''].join(' ');
  const [first = '', ...rest] = row.value(width(start));
  return [first === '' ? start.trimEnd() : start + first, ...rest];
}

const signOf = ({ sign }: Row) => (sign === '' ? [] : [sign]);

/** Text that is kept as it is: its further lines move with its first one. */
function plainText({ indent, lead, code }: Line): string {
  if (code.kind === 'row') return '';
  const blanks = ' '.repeat(indent);
  if (code.indent === undefined || lead !== '' || code.indent === blanks) return blanks + lead + code.text;
  const before = code.indent;
  const text = code.text.replace(/(\r\n|[\r\n])([ \t]*)(?=[^ \t\r\n])/g, (whole, end: string, own: string) =>
    own.startsWith(before) ? end + blanks + own.slice(before.length) : whole,
  );
  return blanks + text;
}

/** Puts comments behind the code of their lines; those of neighbouring lines that stood in one column stay in one. */
function addTails(lines: readonly Line[], printed: Map<Line, readonly string[]>): void {
  const ends = new Map<Line, number>();
  for (const line of lines) if (line.tail.length > 0) ends.set(line, endOf(printed.get(line)));
  for (const group of tailGroups(lines, printed)) {
    const parts = group.map((line): Placed => ({ written: line.tailWritten, end: ends.get(line) ?? 0 }));
    // Comments that come to stand in one column are in one the next time, too.
    const column = sharedColumn(parts, 1) ?? sharedColumn(parts.map(atOwnGap), 1);
    for (const line of group) {
      const end = ends.get(line) ?? 0;
      const own = end + gapOf(line.tailWritten);
      const texts = [...(printed.get(line) ?? [])];
      texts.push((texts.pop() ?? '') + ' '.repeat(Math.max(1, (column ?? own) - end)) + line.tail.join(' '));
      printed.set(line, texts);
    }
  }
}

const atOwnGap = ({ written, end }: Placed): Placed => ({ written: { end, column: end + gapOf(written) }, end });

function endOf(lines: readonly string[] | undefined): number {
  return width(/[^\r\n]*$/.exec(lines?.at(-1) ?? '')?.[0] ?? '');
}

/** Lines with comments behind them that follow one another; what takes several lines stands alone. */
function tailGroups(lines: readonly Line[], printed: ReadonlyMap<Line, readonly string[]>): Line[][] {
  const groups: Line[][] = [];
  let open: Line[] | undefined;
  for (const line of lines) {
    const texts = printed.get(line) ?? [];
    const alone = line.edge !== undefined || texts.length > 1 || /[\r\n]/.test(texts[0] ?? '');
    if (line.blank || alone || line.tail.length === 0) open = undefined;
    if (line.tail.length === 0) continue;
    if (open === undefined) {
      open = [];
      groups.push(open);
    }
    open.push(line);
    if (alone) open = undefined;
  }
  return groups;
}
