import type { Locator } from 'playwright-core';
import type { Editor } from './open-editor.ts';

/** Lines of test/support/workspace/team.sfmap that the tests write behind or look at. */
export const LINE = {
  param: 4,
  firstSample: 6,
  secondSample: 7,
  team: 11,
  thirdJob: 13,
  displayName: 22,
  department: 23,
  office: 24,
  lastMapping: 25,
};

/** What somebody at the keyboard does in a mapping that is open. */
export class Author {
  readonly #editor: () => Editor;

  constructor(editor: () => Editor) {
    this.#editor = editor;
  }

  press(key: string): Promise<void> {
    return this.#editor().workbench.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.#editor().workbench.page.keyboard.type(text, { delay: 15 });
  }

  /** Types a new line behind another one. */
  async typeBehind(line: number, text: string): Promise<void> {
    await this.#editor().workbench.goTo(line, 1);
    // Until the status bar has followed, it names the line of before.
    await this.place(`Ln ${line},`).waitFor();
    await this.press('End');
    // A key that comes while the editor takes the keyboard back is lost.
    for (let tries = 0; tries < 5 && !(await this.place(`Ln ${line + 1},`).isVisible()); tries += 1) {
      await this.press('Enter');
      await this.place(`Ln ${line + 1},`)
        .waitFor({ timeout: 2_000 })
        .catch(() => undefined);
    }
    await this.type(text);
  }

  /** The box that tells of what stands at a place. */
  async shownAt(line: number, column: number): Promise<Locator> {
    const { workbench } = this.#editor();
    await workbench.goTo(line, column);
    await this.press('Control+K');
    await this.press('Control+I');
    const hover = workbench.page.locator('.monaco-hover:visible').first();
    await hover.waitFor();
    return hover;
  }

  lens(text: string | RegExp): Locator {
    return this.#editor().workbench.page.locator('.codelens-decoration a', { hasText: text }).first();
  }

  /** Where the cursor is, by the status bar: `Ln 4, Col 7`, with the number of chosen signs. */
  place(text: string | RegExp): Locator {
    return this.#editor().workbench.page.locator('.statusbar-item', { hasText: text }).first();
  }

  /** How many signs are chosen. */
  async chosen(): Promise<string> {
    return /\((\d+) selected\)/.exec(await this.place(/^Ln \d+/).innerText())?.[1] ?? '0';
  }

  /** Leaves one editor with the mapping as it was saved. */
  async tidy(): Promise<void> {
    const { workbench } = this.#editor();
    const { page } = workbench;
    await this.press('Escape');
    await this.press('Escape');
    if (await page.locator('.part.panel').isVisible()) await this.press('Control+J');
    if ((await page.locator('.editor-group-container').count()) > 1) {
      await workbench.run('View: Focus First Editor Group');
      await workbench.run('View: Close Editors in Other Groups');
      await page.locator('.editor-group-container').nth(1).waitFor({ state: 'detached' });
    }
    if (await page.locator('.tab.active', { hasText: 'team.sfmap' }).isHidden()) await workbench.openFile('team.sfmap');
    if ((await page.locator('.tab.active.dirty').count()) > 0) {
      await workbench.run('File: Revert File');
      await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    }
  }
}
