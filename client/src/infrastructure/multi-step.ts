import * as vscode from 'vscode';
import { shownLine } from './shown-text.ts';

/** The user went back to the step before. */
export const BACK = Symbol('back');

/** Where a step stands among the others. */
export interface StepPlace {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** Asks one thing: gives all answers with its own among them, BACK, or undefined when the user leaves. */
export type Step<A> = (answers: A, place: StepPlace) => Promise<A | typeof BACK | undefined>;

/**
 * Asks step by step, with a way back. Answers are kept when the user goes back, so that nothing is typed twice; which steps
 * there are follows from the answers.
 */
export async function askSteps<A>(
  title: string,
  first: A,
  stepsOf: (answers: A) => readonly Step<A>[],
): Promise<A | undefined> {
  let answers = first;
  let index = 0;
  for (;;) {
    const steps = stepsOf(answers);
    const step = steps[index];
    if (step === undefined) return answers;
    const answer = await step(answers, { title, step: index + 1, totalSteps: steps.length });
    if (answer === undefined) return undefined;
    if (answer === BACK) {
      index = Math.max(0, index - 1);
    } else {
      answers = answer;
      index += 1;
    }
  }
}

/** What is said about a text while it is typed. */
export interface Said {
  /** What is kept of the text. */
  readonly value: string;
  readonly problem?: string;
  readonly note?: string;
}

/** How a text is asked for. */
export interface TextQuestion<S extends Said> {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string | undefined;
  readonly password?: boolean;
  readonly check: (text: string) => Promise<S>;
  /** Another way to give the text: from a file. */
  readonly fromFile?: () => Promise<string | undefined>;
}

const FROM_FILE: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('folder-opened'),
  tooltip: 'Read It from a File',
};

/** Asks for a text, which is checked as it is typed. */
export function askText<S extends Said>(
  place: StepPlace,
  question: TextQuestion<S>,
): Promise<S | typeof BACK | undefined> {
  const box = vscode.window.createInputBox();
  const { prompt, placeholder = '', value = '', password = false, check, fromFile } = question;
  Object.assign(box, { ...place, prompt, placeholder, value, password, ignoreFocusOut: true });
  box.buttons = [...backButton(place), ...(fromFile === undefined ? [] : [FROM_FILE])];
  let asked = 0;
  const look = async (): Promise<S | undefined> => {
    asked += 1;
    const mine = asked;
    const said = await check(box.value);
    if (mine !== asked) return undefined;
    const { problem, note } = said;
    box.validationMessage =
      problem ?? (note === undefined ? undefined : { message: note, severity: vscode.InputBoxValidationSeverity.Info });
    return said;
  };
  return shown(box, (done, aside) => [
    box.onDidChangeValue(() => look().catch(done)),
    box.onDidAccept(async () => {
      const said = await look().catch(done);
      if (said !== undefined && said.problem === undefined) done(said);
    }),
    box.onDidTriggerButton(async (button) => {
      if (button === vscode.QuickInputButtons.Back) return done(BACK);
      try {
        const text = await aside(async () => fromFile?.());
        if (text === undefined) return;
        const said = await check(text);
        if (said.problem === undefined) done(said);
        else box.validationMessage = said.problem;
      } catch (error) {
        box.validationMessage = shownLine(error instanceof Error ? error.message : String(error));
      }
    }),
  ]);
}

/** An entry to choose, and what it stands for. */
export interface Choice<T> extends vscode.QuickPickItem {
  readonly stands: T;
}

/** Asks for one of several. `typed` makes an entry of what the user has typed, where that may be chosen, too. */
export function askChoice<T>(
  place: StepPlace,
  placeholder: string,
  choices: readonly Choice<T>[],
  chosen?: T,
  typed?: (text: string) => Promise<Choice<T | undefined> | undefined>,
): Promise<T | typeof BACK | undefined> {
  const pick = vscode.window.createQuickPick<Choice<T | undefined>>();
  Object.assign(pick, { ...place, placeholder, ignoreFocusOut: true, matchOnDescription: true, items: choices });
  pick.buttons = backButton(place);
  pick.activeItems = choices.filter(({ stands }) => stands === chosen);
  let asked = 0;
  return shown(pick, (done) => [
    pick.onDidChangeValue(async (text) => {
      if (typed === undefined) return;
      asked += 1;
      const mine = asked;
      const entry = await typed(text).catch(() => undefined);
      if (mine !== asked) return;
      pick.items = entry === undefined ? choices : [entry, ...choices];
    }),
    pick.onDidAccept(() => {
      const stands = pick.selectedItems[0]?.stands ?? pick.activeItems[0]?.stands;
      if (stands !== undefined) done(stands);
    }),
    pick.onDidTriggerButton(() => done(BACK)),
  ]);
}

const backButton = ({ step }: StepPlace) => (step > 1 ? [vscode.QuickInputButtons.Back] : []);

/** Does something for which the question may be hidden, such as a file dialog that is a question itself; then it is back. */
type Aside = <W>(work: () => Promise<W>) => Promise<W>;

function shown<R>(
  input: vscode.QuickInput,
  listen: (done: (result: R | typeof BACK | undefined | Error) => undefined, aside: Aside) => vscode.Disposable[],
): Promise<R | typeof BACK | undefined> {
  return new Promise((resolve, reject) => {
    let ended = false;
    const done = (result: R | typeof BACK | undefined | Error): undefined => {
      if (ended) return;
      ended = true;
      if (result instanceof Error) reject(result);
      else resolve(result);
      for (const listener of listeners) listener.dispose();
      input.dispose();
    };
    let isAside = false;
    const aside: Aside = async (work) => {
      isAside = true;
      try {
        return await work();
      } finally {
        isAside = false;
        if (!ended) input.show();
      }
    };
    const listeners = [
      ...listen(done, aside),
      input.onDidHide(() => {
        if (!isAside) done(undefined);
      }),
    ];
    input.show();
  });
}
