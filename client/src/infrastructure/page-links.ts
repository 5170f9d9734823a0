import * as vscode from 'vscode';

/** Opens a page of the scheme `sfmap:`, and nothing else. */
export const OPEN_PAGE = 'sfmap.openPage';

/**
 * Makes links to pages of the scheme `sfmap:` open when they are clicked. VS Code takes a link of a scheme that it does
 * not know out of a hover; a command remains. Only this command is enabled.
 */
export function withPageLinks(hover: vscode.Hover | null | undefined): vscode.Hover | null | undefined {
  if (hover === null || hover === undefined) return hover;
  return new vscode.Hover(hover.contents.map(linked), hover.range);
}

function linked(content: vscode.MarkdownString | vscode.MarkedString): vscode.MarkdownString | vscode.MarkedString {
  if (!(content instanceof vscode.MarkdownString)) return content;
  const text = content.value.replace(/\]\(<(sfmap:\/[^<>\s]+)>\)/g, (_whole, address: string) => {
    return `](command:${OPEN_PAGE}?${encodeURIComponent(JSON.stringify([address]))})`;
  });
  if (text === content.value) return content;
  const changed = new vscode.MarkdownString(text, content.supportThemeIcons);
  changed.isTrusted = { enabledCommands: [OPEN_PAGE] };
  return changed;
}
