// A page object for VS Code's workbench: selectors that VS Code's own smoke tests rely on, too.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { type IdeServer, root, THEMES, type Theme } from './ide.ts';

const SCREENSHOTS = join(root, 'test-results/screenshots');

/** How the workbench is marked in a theme. */
const WORN: Readonly<Record<Theme, string>> = { light: 'vs', dark: 'vs-dark', contrast: 'hc-black' };

/** With CI=true nobody looks at the pictures, and changing the theme a hundred times takes minutes: one is enough. */
const LOOKED_AT: readonly Theme[] = process.env['CI'] === 'true' ? ['light'] : ['light', 'dark'];

export class Workbench {
  readonly page: Page;
  readonly #server: IdeServer;

  private constructor(page: Page, server: IdeServer) {
    this.page = page;
    this.#server = server;
  }

  /** Opens the server's workspace in a new page, or a window without any folder. */
  static async open(browser: Browser, server: IdeServer, opens: 'folder' | 'nothing' = 'folder'): Promise<Workbench> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 860 }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(60_000);
    const url = new URL(server.base);
    if (opens === 'folder') url.searchParams.set('folder', server.workspace);
    else url.searchParams.set('ew', 'true');
    await page.goto(url.href);
    await page.waitForSelector('.monaco-workbench');
    if (opens === 'folder') await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    await page.locator('.part.statusbar .statusbar-item').first().waitFor();
    return new Workbench(page, server);
  }

  /** Keeps what is on the screen now, in the light theme and in the dark one: `name.light.png`, `name.dark.png`. */
  async screenshot(name: string, themes: readonly Theme[] = LOOKED_AT): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    for (const theme of themes) {
      await this.wear(theme);
      await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.${theme}.png`), animations: 'disabled' });
    }
    await this.wear('light');
  }

  /** Puts a theme on. The server now and then misses one change of a settings file, so the change is made again until it shows. */
  async wear(theme: Theme): Promise<void> {
    const worn = this.page.locator(`.monaco-workbench.${WORN[theme]}`);
    for (let tries = 0; tries < 10; tries += 1) {
      if (await worn.isVisible()) break;
      this.#server.set({ 'workbench.colorTheme': THEMES[theme], 'sfmap-test.changes': tries });
      await worn.waitFor({ timeout: 2_000 }).catch(() => undefined);
    }
    await worn.waitFor();
    await this.page.waitForTimeout(250);
  }

  /** One picture of a failure, and what it shows in words: questions, messages, dialogs, texts and who has the keyboard. */
  async failure(name: string): Promise<string> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const file = `FAILED-${name.replace(/\W+/g, '-')}.png`;
    await this.page.screenshot({ path: join(SCREENSHOTS, file), animations: 'disabled' });
    const shown = async (what: string, selector: string) => {
      const texts = await this.page.locator(`${selector}:visible`).allInnerTexts();
      return texts.map((text) => `${what}: ${text.replace(/\s*\n\s*/g, ' | ').slice(0, 2_000)}\n`).join('');
    };
    return [
      await shown('question', '.quick-input-widget'),
      await shown('message', '.notification-toast'),
      await shown('dialog', '.monaco-dialog-box'),
      await shown('tab', '.tab.active'),
      await shown('text', '.monaco-editor .view-lines'),
      `keyboard: ${await this.page.evaluate('document.activeElement?.outerHTML.slice(0, 200)')}\n`,
    ].join('');
  }

  /** Types a command into the palette and leaves its row ready to be chosen. */
  async command(title: string): Promise<Locator> {
    const row = this.quickRow(title);
    for (let tries = 0; tries < 5; tries += 1) {
      await this.page.keyboard.press('F1');
      // What the command before still does may take the focus, and the palette closes when it loses it.
      const filled = this.quickInput().fill(`>${title}`, { timeout: 3_000 });
      await filled.then(() => row.waitFor({ timeout: 3_000 })).catch(() => undefined);
      if (await row.isVisible()) return row;
      await this.page.keyboard.press('Escape');
    }
    await row.waitFor();
    return row;
  }

  async run(title: string): Promise<void> {
    await (await this.command(title)).click();
  }

  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    // Enter takes the row that has the focus: before the list is narrowed that is another file.
    const row = this.page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: name });
    for (let tries = 0; tries < 5; tries += 1) {
      await this.page.keyboard.press('Control+P');
      // What is asked before the search has begun is answered from the search before: without a file that is new.
      const filled = this.quickInput().fill(path, { timeout: 3_000 });
      await filled.then(() => row.waitFor({ timeout: 3_000 })).catch(() => undefined);
      if (await row.isVisible()) break;
      await this.page.keyboard.press('Escape');
    }
    await row.waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.editor-group-container.active .tab.active', { hasText: name }).waitFor();
    // The tab is there before the text, and the text takes the keyboard from whatever has opened meanwhile.
    await this.page.locator('.editor-group-container.active :focus').first().waitFor({ state: 'attached' });
  }

  /** Opens a file at a line and column, both from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.quickInput().fill(`:${line}:${column}`);
    // Enter goes where the row says: before there is one, nowhere.
    await this.page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: String(line) }).waitFor();
    await this.page.keyboard.press('Enter');
    await this.quickInput().waitFor({ state: 'hidden' });
    // A key that comes before the editor has the keyboard back is lost.
    await this.page.locator('.monaco-editor.focused').first().waitFor();
  }

  /** Changes user settings and waits until the workbench has read them: a theme that stands beside them shows it. */
  async set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.#server.set(settings);
    await this.wear('dark');
    await this.wear('light');
  }

  /** Takes the entry with this title from the light bulb's menu at the cursor, in a saved file. `shot` keeps a picture. */
  async fix(title: string | RegExp, shot?: string): Promise<void> {
    const menu = this.page.locator('.action-widget').first();
    const entry = menu.locator('.monaco-list-row', { hasText: title }).first();
    for (let tries = 0; tries < 10; tries += 1) {
      await this.page.keyboard.press('Control+.');
      await entry.waitFor({ timeout: 2_000 }).catch(() => undefined);
      if (await entry.isVisible()) break;
      await this.page.keyboard.press('Escape');
    }
    await entry.waitFor();
    if (shot !== undefined) await this.screenshot(shot);
    // A block that catches the pointer lies over the list: the keyboard always works.
    const label = (await entry.innerText()).trim();
    for (let steps = 0; steps < 40; steps += 1) {
      const focused = menu.locator('.monaco-list-row.focused');
      if ((await focused.innerText()).trim() === label) break;
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
    await menu.waitFor({ state: 'hidden' });
    // The edit arrives after the menu has gone.
    await this.page.locator('.editor-group-container.active .tab.active.dirty').waitFor();
  }

  quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible input').first();
  }

  quickRow(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
  }

  /** Chooses a row of the open quick pick. */
  async choose(text: string | RegExp): Promise<void> {
    await this.quickRow(text).waitFor();
    await this.quickRow(text).click();
  }

  /** Fills the open input box, once its title or prompt holds a text, and waits until the answer is taken. */
  async answer(prompt: string | RegExp, text: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget:visible', { hasText: prompt });
    await box.waitFor();
    await this.quickInput().fill(text);
    await this.page.keyboard.press('Enter');
    // The extension looks at the answer first: whatever opens meanwhile takes the box away with it.
    await box.waitFor({ state: 'hidden' });
  }

  /** A line of the editor that shows this text. Blanks are no-break blanks there: match `\s`. */
  line(text: string | RegExp, editor = 0): Locator {
    return this.page
      .locator('.editor-group-container')
      .nth(editor)
      .locator('.monaco-editor .view-line', { hasText: text })
      .first();
  }

  /** The page of the active webview, such as a preview. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text }).first();
  }

  /** Puts every notification away, so that the next one is the only one. */
  async clearToasts(): Promise<void> {
    await this.run('Notifications: Clear All Notifications');
    await this.page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
  }

  dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.waitForFunction('document.querySelector(".editor-group-container.active .tab.dirty") === null');
  }
}
