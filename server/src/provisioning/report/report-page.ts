import { createHash } from 'node:crypto';
import { htmlText as text } from './html-text.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import type { Report, ReportKind, ReportPerson, ReportRow } from './report.ts';

/**
 * A report as one HTML file that needs nothing else: it loads nothing, sends nothing, and runs its own script alone. It
 * holds personal data as the report does. It comes part by part, for it may be long.
 */
export function* reportPage(report: Report): Generator<string> {
  const { title, facts, notes, kinds, columns, people } = report;
  const head = columns.map((column) => `<th scope="col">${text(column)}</th>`).join('');
  yield [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="referrer" content="no-referrer">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${text(title)}</title>`,
    `<style>${pageStyle}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${text(title)}</h1>`,
    ...notes.map(({ level, text: words }) => `<p class="${level}" role="note"><b>${level}</b> ${text(words)}</p>`),
    `<dl>${facts.map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`).join('')}</dl>`,
    tools(kinds),
    '',
  ].join('\n');
  for (const person of people) yield `${article(person, head)}\n`;
  yield ['</main>', `<script>${pageScript}</script>`, '</body>', '</html>', ''].join('\n');
}

/** Nothing but the page's own style and script, by their hashes. */
const policy = [
  "default-src 'none'",
  `style-src '${hash(pageStyle)}'`,
  `script-src '${hash(pageScript)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function hash(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

/** Hidden until the script that they need runs. */
function tools(kinds: readonly ReportKind[]): string {
  const boxes = kinds.map(
    ({ key, words, count }) =>
      `<label><input type="checkbox" value="${text(key)}"> ${text(words)} (${count.toLocaleString('en-US')})</label>`,
  );
  return [
    '<div role="search" hidden>',
    '<label for="find">Search names, ids and values</label>',
    '<input type="search" id="find" autocomplete="off">',
    `<fieldset><legend>Show people</legend>${boxes.join('')}</fieldset>`,
    '<p id="shown" role="status"></p>',
    '</div>',
  ].join('');
}

function article({ title, about, steps = [], kinds, rows, messages, counts }: ReportPerson, head: string): string {
  return [
    `<article data-kinds="${text(kinds.join(' '))}"><h2>${text(title)}</h2>`,
    about === undefined ? '' : `<p>${text(about)}</p>`,
    steps.length === 0 ? '' : `<dl>${steps.map(stepText).join('')}</dl>`,
    rows.length === 0 ? '' : `<table><thead><tr>${head}</tr></thead><tbody>${rows.map(row).join('')}</tbody></table>`,
    ...messages.map(({ level, text: words }) => `<p class="${level}"><b>${level}</b> ${text(words)}</p>`),
    `<p>${text(counts)}</p></article>`,
  ].join('');
}

const stepText = ([step, words]: readonly [string, string]) => `<dt>${text(step)}</dt><dd>${text(words)}</dd>`;

function row({ cells: [first, ...rest], mark }: ReportRow): string {
  return `<tr class="${mark}"><th scope="row">${text(first ?? '')}</th>${rest.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`;
}
