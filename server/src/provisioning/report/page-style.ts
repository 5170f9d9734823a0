/**
 * The look of a page: both colour schemes, on paper too. Contrasts are 4.5 to 1 or more; in a panel of the editor the
 * colours are those of its theme.
 */
export const pageStyle = `
:root{color-scheme:light dark;--ink:var(--vscode-editor-foreground,#1b1f24);--dim:var(--vscode-descriptionForeground,#57606a);--page:var(--vscode-editor-background,#fff);--card:var(--vscode-editorWidget-background,#f6f8fa);--line:var(--vscode-panel-border,#d0d7de);--new:var(--vscode-gitDecoration-addedResourceForeground,#116329);--changed:var(--vscode-textLink-foreground,#0a4fa3);--bad:var(--vscode-list-errorForeground,#a40e26);--warn:var(--vscode-list-warningForeground,#7a4c00)}
@media (prefers-color-scheme:dark){:root{--ink:var(--vscode-editor-foreground,#e6edf3);--dim:var(--vscode-descriptionForeground,#9aa4ae);--page:var(--vscode-editor-background,#0d1117);--card:var(--vscode-editorWidget-background,#161b22);--line:var(--vscode-panel-border,#30363d);--new:var(--vscode-gitDecoration-addedResourceForeground,#56d364);--changed:var(--vscode-textLink-foreground,#79b8ff);--bad:var(--vscode-list-errorForeground,#ff8a80);--warn:var(--vscode-list-warningForeground,#e3b341)}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1rem 1.5rem 4rem;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1rem;margin:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0}dt{color:var(--dim)}dd{margin:0}
dd,td,th,h2,p{unicode-bidi:plaintext;overflow-wrap:anywhere}
[role=search]{position:sticky;top:0;z-index:1;background:var(--page);border-bottom:1px solid var(--line);padding:.6rem 0;margin:1rem 0}
input[type=search]{font:inherit;color:inherit;background:var(--card);border:1px solid var(--dim);border-radius:4px;padding:.3rem .5rem;width:min(24rem,100%);display:block}
fieldset{border:0;margin:.5rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem}legend{float:left;padding:0;margin-right:1.2rem;color:var(--dim)}
#shown{margin:.4rem 0 0;color:var(--dim)}
:focus-visible{outline:2px solid var(--changed);outline-offset:2px}
article{border:1px solid var(--line);border-radius:6px;background:var(--card);padding:.6rem .9rem;margin:.6rem 0;content-visibility:auto;contain-intrinsic-size:auto 9rem;scroll-margin-top:10rem}
article[hidden]{display:none}
article p{margin:.15rem 0;color:var(--dim)}
table{border-collapse:collapse;table-layout:fixed;width:100%;margin:.3rem 0}th,td{text-align:left;font-weight:400;padding:.1rem .8rem .1rem 0;vertical-align:top}
thead th{color:var(--dim);font-size:.85em}thead th:first-child{width:30%}thead th:last-child{width:18%}
@media(max-width:42rem){body{padding:.5rem .8rem 3rem;font-size:13px}h1{font-size:1.2rem}article{padding:.4rem .6rem}}
.new td{color:var(--new)}.changed td{color:var(--changed)}article p.error,.error td,p.error{color:var(--bad)}article p.refused,.refused td,article p.warning,p.warning{color:var(--warn)}.quiet{color:var(--dim)}
p.error b,p.warning b,p.refused b{text-transform:capitalize}
main>p.error,main>p.warning{border-left:4px solid;padding:.3rem .8rem}
@media print{:root{color-scheme:light;--ink:#000;--dim:#444;--page:#fff;--card:#fff;--line:#999;--new:#116329;--changed:#0a4fa3;--bad:#a40e26;--warn:#7a4c00}body{max-width:none;padding:0;font-size:10pt}[role=search]{display:none!important}article{content-visibility:visible;break-inside:avoid}}
`;
