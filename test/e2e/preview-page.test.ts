import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { previewHtml } from '../../client/src/features/preview/preview-html.ts';
import type { ToPage } from '../../client/src/features/preview/preview-messages.ts';
import { findChromium } from '../../scripts/ide-setup.mjs';
import { bundleOptions } from '../../scripts/lib/bundles.mjs';
import type { PreviewTableCell, PreviewTableColumn, PreviewTableRow } from '../../server/src/lsp/protocol.ts';
import { launchBrowser, root } from '../support/ide.ts';

/** The page of the preview in a browser alone: what it shows of messages, and what it says back. */

const HOSTILE = '<img src=x onerror="window.hit=1">␛202egnp.exe␛0007';
let browser: Browser;
let server: Server;
let origin: string;
let page: Page;
let problems: string[];

beforeAll(async () => {
  const chromium = findChromium();
  if (chromium === undefined) throw new Error('There is no Chromium on this machine.');
  browser = await launchBrowser({ chromium });
  const { outputFiles } = await build({ ...bundleOptions('preview'), write: false, sourcemap: false });
  const script = outputFiles?.[0]?.text ?? '';
  const style = readFileSync(join(root, 'media', 'preview.css'), 'utf8');
  const html = () => previewHtml({ style: '/preview.css', script: '/preview.js', styles: origin, nonce: 'bm9uY2U=' });
  server = createServer(({ url }, response) => {
    const [type, text] =
      url === '/preview.js'
        ? ['text/javascript', script]
        : url === '/preview.css'
          ? ['text/css', style]
          : ['text/html', html()];
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});
beforeEach(async () => {
  page = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 900, height: 600 } });
  problems = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.addInitScript(EDITOR);
  await page.goto(origin);
  return () => page.close();
});

/** What an editor gives a page: messages are noted, and the state outlives the page. */
const EDITOR = `
window.said = [];
window.acquireVsCodeApi = () => ({
  postMessage: (message) => said.push(message),
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
  setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
});`;

/** Sends the page a message; it has read it when this is over. */
const send = (message: ToPage) =>
  page.evaluate(`new Promise((resolve) => {
    addEventListener('message', () => resolve(), { once: true });
    window.postMessage(${JSON.stringify(message)}, '*');
  })`);
const said = () => page.evaluate<{ type: string }[]>('said');
const cell = (name: string, column = 0) => page.locator(`tr[data-id="target ${name}"] td`).nth(column);
const shown = () => page.locator('tr[data-id]:visible th').allTextContents();
const focused = () => page.locator(':focus').innerText();

const column = (key: string, more: Partial<PreviewTableColumn> = {}): PreviewTableColumn => ({
  key,
  person: `Person ${key}`,
  situation: 'rehire',
  label: 'sample rehire',
  inScope: true,
  counts: '3 values',
  ...more,
});
const DIRECTORY = {
  place: 'Entra ID contoso (test)',
  found: 'rita',
  action: 'update: it changes',
  remarks: ['Look here.'],
};
const row = (name: string, ...cells: (Partial<PreviewTableCell> | string)[]): PreviewTableRow => ({
  kind: 'target',
  name,
  cells: cells.map((one) => ({ state: 'value', text: '', ...(typeof one === 'string' ? { text: one } : one) })),
});
const table = (rows: readonly PreviewTableRow[], more: Partial<Extract<ToPage, { type: 'table' }>> = {}): ToPage => ({
  type: 'table',
  mapping: 'team.sfmap',
  columns: [column('a')],
  order: rows.map(({ kind, name }) => `${kind} ${name}`),
  rows,
  notices: [],
  ...more,
});

const ROWS: readonly PreviewTableRow[] = [
  row('department', { text: 'Operations', old: 'Sales EMEA', note: 'changed' }),
  row('mail', { state: 'dropped', text: '⊘ dropped: no mail', old: 'x@y.example', note: 'kept' }),
  row('city', { text: 'Oslo', old: '∅', note: 'new' }),
  row('surname', { text: 'Okafor', old: 'Okafor', note: 'unchanged' }),
  { ...row('mail', { state: 'null', text: '∅ no mail' }), kind: 'attribute' },
];
const COMPARED = { columns: [column('a', { directory: DIRECTORY })] };

describe('the page of a preview', () => {
  test('says that it is there, and shows old and new in words', async () => {
    expect(await said()).toEqual([{ type: 'ready' }]);
    await send(table(ROWS, COMPARED));
    expect(await cell('department').innerText()).toMatch(/Sales EMEA\s*→\s*Operations\s*changed/);
    expect(await cell('mail').innerText()).toMatch(/x@y\.example\s*kept\s*⊘ dropped: no mail/);
    expect(await cell('city').innerText()).toMatch(/^Oslo\s*new$/);
    expect(await cell('surname').innerText()).toMatch(/^Okafor\s*unchanged$/);
    expect(await page.locator('thead').innerText()).toMatch(
      /update: it changes\s+Entra ID contoso \(test\): rita\s+Look here\./,
    );
    expect(problems).toEqual([]);
  });

  test('tells a screen reader what each part is', async () => {
    await send(table(ROWS, COMPARED));
    const tree = await page.locator('body').ariaSnapshot();
    for (const part of [
      /search "Rows":/,
      /searchbox "Filter names and values"/,
      /checkbox "Only changes"/,
      /status: 5 of 5 rows/,
      /grid "Preview of team\.sfmap"/,
      /rowheader "Source attributes"/,
      /rowheader "department"/,
      /gridcell "Sales EMEA becomes Operations changed"/,
      /deletion: Sales EMEA/,
      /insertion: Operations/,
    ])
      expect(tree).toMatch(part);
  });

  test('is worked with the keyboard alone', async () => {
    await send(table(ROWS, COMPARED));
    for (let tab = 0; tab < 5; tab += 1) await page.keyboard.press('Tab');
    expect(await focused()).toBe('department');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toContain('Operations');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('no mail');
    await page.keyboard.press('Control+End');
    expect(await focused()).toContain('∅ no mail');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('∅ no mail');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const place = { kind: 'attribute', name: 'mail', key: 'a' };
    expect((await said()).at(-1)).toEqual({ type: 'open', place, focus: true });
    expect(await page.locator('table [tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Space');
    expect((await said()).at(-1)).toEqual({ type: 'explain', place });
    await send({ type: 'reason', place: { ...place, kind: 'attribute' }, text: 'mail ← ∅\n  empty' });
    expect(await page.locator('#reason').innerText()).toContain('mail ← ∅\n  empty');
    // An answer about a cell that was left.
    await send({ type: 'reason', place: { kind: 'target', name: 'mail', key: 'a' }, text: 'late' });
    expect(await page.locator('#reason').innerText()).not.toContain('late');
    await page.keyboard.press('Space');
    expect(await page.locator('#reason').isVisible()).toBe(false);
    await page.keyboard.press('/');
    await page.keyboard.type('oslo');
    expect(await shown()).toEqual(['city']);
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('city');
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    expect(await shown()).toHaveLength(5);
    expect(problems).toEqual([]);
  });

  test('leads to the mapping by a click', async () => {
    await send(table(ROWS));
    await cell('city').click();
    expect((await said()).at(-1)).toEqual({
      type: 'open',
      place: { kind: 'target', name: 'city', key: 'a' },
      focus: false,
    });
  });

  test('shows only changes, only what is empty, and both', async () => {
    await send(table(ROWS));
    expect(await page.locator('#changes').isDisabled()).toBe(true);
    await send(table([], COMPARED));
    await send(table(ROWS, COMPARED));
    await page.locator('#changes').check();
    expect(await shown()).toEqual(['department', 'city']);
    await page.locator('#empty').check();
    expect(await shown()).toEqual([]);
    await page.locator('#changes').uncheck();
    expect(await shown()).toEqual(['mail', 'mail']);
    expect(await page.locator('#shown').innerText()).toBe('2 of 5 rows');
  });

  test('draws anew what has changed alone, and says it', async () => {
    await send(table(ROWS));
    await page.evaluate("for (const one of document.querySelectorAll('tr[data-id], tr[data-id] td')) one.kept = true");
    await cell('city').focus();
    await send(table([row('city', 'Bergen')], { order: undefined as never }));
    await expect.poll(() => cell('city').innerText()).toBe('Bergen');
    expect(
      await page.evaluate("[...document.querySelectorAll('tr[data-id], tr[data-id] td')].every((one) => one.kept)"),
    ).toBe(true);
    expect(await focused()).toBe('Bergen');
    await expect.poll(() => page.locator('#news').textContent()).toBe('city: Bergen');
    const more = [row('city', 'Lagos'), row('surname', 'A'), row('department', 'B'), row('mail', 'C')];
    await send(table(more, { order: undefined as never }));
    await expect
      .poll(() => page.locator('#news').textContent())
      .toBe('4 rows changed: city, surname, department and 1 more');
  });

  test('follows rows that come, go and move', async () => {
    await send(table(ROWS));
    const order = ['target city', 'target country', 'target department'];
    await send(table([row('country', 'NO')], { order }));
    await expect.poll(shown).toEqual(['city', 'country', 'department']);
    expect(await page.locator('text=Source attributes').isVisible()).toBe(false);
    await send(
      table(
        ROWS.map((one) => ({ ...one, cells: [...one.cells, ...one.cells] })),
        { columns: [column('a'), column('b')] },
      ),
    );
    await expect.poll(() => page.locator('thead tr:first-child th').count()).toBe(3);
    await send(table(ROWS));
    await expect.poll(() => page.locator('tr[data-id] td').count()).toBe(5);
  });

  test('shows texts as texts, steering characters by name, and loads nothing else', async () => {
    const remarks = [HOSTILE];
    const directory = { place: HOSTILE, found: HOSTILE, action: HOSTILE, remarks };
    const columns = [column('a', { person: HOSTILE, label: HOSTILE, scopeClause: HOSTILE, directory })];
    const rows = [row('x\u202ey\u0007', { text: HOSTILE, old: HOSTILE, note: 'changed' })];
    await send(table(rows, { columns, notices: [HOSTILE], mapping: HOSTILE }));
    await page.locator('tbody td').waitFor();
    expect(await page.locator('tbody td').innerText()).toContain('RIGHT-TO-LEFT OVERRIDE');
    expect(await page.locator('tbody tr[data-id] th').innerText()).toMatch(/RIGHT-TO-LEFT OVERRIDE\s*y\s*BELL/);
    expect(await page.locator('body').innerText()).not.toMatch(/[\u202e\u0007]/);
    await cell('none').or(page.locator('tbody td')).click();
    await page.keyboard.press('Space');
    await send({ type: 'reason', place: { kind: 'target', name: 'x\u202ey\u0007', key: 'a' }, text: HOSTILE });
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(problems).toEqual([]);
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit=1\">')");
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(problems.join()).toMatch(/Content Security Policy/);
  });

  test('keeps filters, place and people over a reload', async () => {
    await send({ type: 'keep', uri: 'file:///a.sfmap', people: [{ kind: 'shown' }] });
    await send(table(ROWS, COMPARED));
    await page.locator('#find').fill('o');
    await page.locator('#why').check();
    await page.locator('#changes').check();
    await cell('city').click();
    await page.reload();
    await send(table(ROWS, COMPARED));
    await expect.poll(shown).toEqual(['department', 'city']);
    expect(await page.locator('#find').inputValue()).toBe('o');
    expect(await page.locator('#why').isChecked()).toBe(true);
    expect(await page.locator('[tabindex="0"]:is(td, th)').innerText()).toContain('Oslo');
    expect(await page.evaluate("JSON.parse(sessionStorage.getItem('state'))")).toMatchObject({
      uri: 'file:///a.sfmap',
      people: [{ kind: 'shown' }],
    });
  });

  test('says what there is to say, and shows no empty table', async () => {
    await send(table([], { columns: [], notices: ['There is no sample person yet.\nFetch one.'] }));
    await page.getByText('There is no sample person yet.').waitFor();
    expect(await page.locator('table').isVisible()).toBe(false);
  });

  test('1,000 targets and five people: one keystroke draws one row', async () => {
    const people = ['a', 'b', 'c', 'd', 'e'];
    const rows = Array.from({ length: 1_000 }, (_, at) => row(`t${at}`, ...people.map((key) => `${key}-${at}`)));
    await send(table(rows, { columns: people.map((key) => column(key)) }));
    await cell('t999', 4).waitFor();
    const one = row('t500', ...people.map((key) => `${key}-new`));
    await page.evaluate(`window.drawn = 0; new MutationObserver((list) => (window.drawn += list.length))
      .observe(document.querySelector('table'), { childList: true, subtree: true, characterData: true })`);
    await send(table([one], { columns: people.map((key) => column(key)), order: undefined as never }));
    await expect.poll(() => cell('t500', 4).innerText()).toBe('e-new');
    expect(await page.evaluate('window.drawn')).toBeLessThanOrEqual(people.length);
  });
});
