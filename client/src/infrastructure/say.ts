import * as vscode from 'vscode';
import { shownText } from './shown-text.ts';

/** As the editor's own functions for messages, with and without options. */
interface Say {
  <T extends string>(message: string, ...buttons: T[]): Thenable<T | undefined>;
  <T extends string>(message: string, options: vscode.MessageOptions, ...buttons: T[]): Thenable<T | undefined>;
}

/** Shows a message. The editor makes links of marks in it, commands among them, so that no stranger's text goes there as it is. */
export const sayInformation = shown((...all) => vscode.window.showInformationMessage(...all));
export const sayWarning = shown((...all) => vscode.window.showWarningMessage(...all));
export const sayError = shown((...all) => vscode.window.showErrorMessage(...all));

type Show = (message: string, options: vscode.MessageOptions, ...buttons: string[]) => Thenable<string | undefined>;

function shown(show: Show): Say {
  return (<T extends string>(message: string, first?: T | vscode.MessageOptions, ...others: T[]) => {
    const options = typeof first === 'object' ? first : {};
    const buttons = typeof first === 'string' ? [first, ...others] : others;
    const { detail } = options;
    return show(
      shownText(message),
      detail === undefined ? options : { ...options, detail: shownText(detail) },
      ...buttons,
    );
  }) as Say;
}
