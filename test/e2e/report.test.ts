import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium } from '../../scripts/ide-setup.mjs';
import type { Report } from '../../server/src/provisioning/report/report.ts';
import { reportPage } from '../../server/src/provisioning/report/report-page.ts';
import { launchBrowser, root } from '../support/ide.ts';

const folder = mkdtempSync(join(tmpdir(), 'sfmap-report-'));
const hostile = '<img src=x onerror="window.hit=1">&amp;</script><script>window.hit=1</script>';
let browser: Browser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  const chromium = findChromium();
  if (chromium === undefined) throw new Error('There is no Chromium on this machine.');
  browser = await launchBrowser({ chromium });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  page = await browser.newPage({ reducedMotion: 'reduce' });
  problems = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => void (request.url().startsWith('file:') || problems.push(request.url())));
  return () => page.close();
});

function report(people: number): Report {
  const kinds = ['error', 'new', 'changed', 'unchanged'];
  const kindOf = (at: number) => (at === 0 ? 'error' : (kinds[1 + (at % 3)] ?? ''));
  const count = (key: string) =>
    Array.from({ length: people }, (_, at) => kindOf(at)).filter((is) => is === key).length;
  return {
    title: `Preview of a writeback to SuccessFactors ${hostile}`,
    facts: [
      ['Mapping', 'scenario-2.sfmap'],
      ['Connection', `test: ${hostile}`],
    ],
    notes: [{ level: 'warning', text: 'These are the people that were chosen; others in scope were not looked at.' }],
    kinds: kinds.map((key) => ({ key, words: `kind ${key}`, count: count(key) })),
    columns: ['Target', 'SuccessFactors holds', 'Mapping gives', 'What happens'],
    people: Array.from({ length: people }, (_, at) => ({
      title: at === 0 ? hostile : `Rita Okafor ${at} · ${100_000 + at}`,
      about: 'primary now: e-mail type 8448, phone none',
      kinds: [kindOf(at)],
      rows: [
        { cells: ['email', `rita.${at}@contoso.example`, `okafor.${at}@contoso.example`, 'changed'], mark: 'changed' },
        { cells: ['businessPhoneNumber', '∅', `+1 425 555 ${at}`, 'new'], mark: 'new' },
        { cells: ['cellPhoneNumber', '+1 1', '', 'kept: mobile is empty'], mark: 'quiet' },
      ],
      messages: at === 0 ? [{ level: 'error', text: 'SuccessFactors has no person 100000.' }] : [],
      counts: '2 changes, 3 unchanged, 1 kept, 0 errors',
    })),
  };
}

async function open(people: number): Promise<void> {
  const file = join(folder, `${people}.html`);
  writeFileSync(file, [...reportPage(report(people))].join(''));
  await page.goto(pathToFileURL(file).href);
}

const shownPeople = () => page.locator('article:visible').count();

describe('a report in a browser', () => {
  test('shows other people’s texts as texts, loads nothing and runs nothing but its own script', async () => {
    await open(12);
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(await page.locator('img').count()).toBe(0);
    await expect.poll(() => page.locator('article h2').first().textContent()).toBe(hostile);
    expect(await page.getByText('12 of 12 people shown').isVisible()).toBe(true);
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit=1\">')");
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(problems.filter((problem) => !/Content Security Policy/.test(problem))).toEqual([]);
  });

  test('is searched and filtered with the keyboard alone', async () => {
    await open(30);
    await page.keyboard.press('Tab');
    await page.keyboard.type('okafor 100007');
    await page.getByText('1 of 30 people shown').waitFor();
    expect(await shownPeople()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByText('30 of 30 people shown').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByText('1 of 30 people shown').waitFor();
    expect(await page.locator('article:visible h2').textContent()).toBe(hostile);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByText(/^(?!1 of)\d+ of 30 people shown/).waitFor();
    expect(problems).toEqual([]);
  });

  test('tells a screen reader what each part is', async () => {
    await open(3);
    const tree = await page.locator('main').ariaSnapshot();
    for (const part of [
      /heading "Preview of a writeback.*" \[level=1\]/,
      /search:/,
      /searchbox "Search names, ids and values"/,
      /group "Show people"/,
      /checkbox "kind error \(1\)"/,
      /status: 3 of 3 people shown/,
      /heading "Rita Okafor 1 · 100001" \[level=2\]/,
      /columnheader "SuccessFactors holds"/,
      /rowheader "email"/,
    ])
      expect(tree).toMatch(part);
  });

  test('is whole without scripts, and on paper', async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false });
    writeFileSync(join(folder, 'plain.html'), [...reportPage(report(5))].join(''));
    await plain.goto(pathToFileURL(join(folder, 'plain.html')).href);
    expect(await plain.locator('article').count()).toBe(5);
    expect(await plain.getByRole('search').isVisible()).toBe(false);
    await plain.close();
    await open(5);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.getByRole('search').isVisible()).toBe(false);
    const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(paper).toBe('rgb(255, 255, 255)');
  });

  test('has texts that can be read in both colour schemes', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await open(4);
      const worst = await page.evaluate(lowestContrast);
      expect(worst, colorScheme).toBeGreaterThan(4.5);
      mkdirSync(join(root, '.ide', 'screenshots'), { recursive: true });
      await page.screenshot({ path: join(root, '.ide', 'screenshots', `report-${colorScheme}.png`), fullPage: true });
    }
  });

  test('10,000 people are searched and filtered', async () => {
    await open(10_000);
    const shown = (text: string) =>
      expect.poll(() => page.locator('#shown').textContent(), { timeout: 30_000 }).toBe(text);
    await shown('10,000 of 10,000 people shown');
    await page.locator('#find').fill('100777');
    await shown('1 of 10,000 people shown');
    await page.locator('#find').fill('');
    await shown('10,000 of 10,000 people shown');
    await page.getByRole('checkbox').last().check();
    await shown('3,333 of 10,000 people shown');
  }, 120_000);
});

/** The lowest contrast of a text with the surface behind it (WCAG 2.2, 1.4.3). */
const lowestContrast = `(() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (parts(colour)[3] !== 0) return colour;
    }
    return 'rgb(255,255,255)';
  };
  let worst = 21;
  for (const element of document.querySelectorAll('main *')) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
    worst = Math.min(worst, (a + 0.05) / (b + 0.05));
  }
  return worst;
})()`;
