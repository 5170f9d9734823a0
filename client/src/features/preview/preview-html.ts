/** Where the page of a preview has its files from, and what its policy lets in. */
export interface PageSources {
  readonly style: string;
  readonly script: string;
  /** The source of styles, as a Content Security Policy names it. */
  readonly styles: string;
  /** Made anew for each page. */
  readonly nonce: string;
}

/**
 * The page of a preview: it loads its own style and script alone, and holds no value. Values come by messages, and the
 * script puts them in as texts.
 */
export function previewHtml({ style, script, styles, nonce }: PageSources): string {
  const policy = `default-src 'none'; style-src ${styles}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>Preview</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<div role="search" aria-label="Rows">
<input type="search" id="find" aria-label="Filter names and values" placeholder="Filter: press /" autocomplete="off" spellcheck="false">
<label><input type="checkbox" id="changes"> Only changes</label>
<label><input type="checkbox" id="empty"> Only empty</label>
<label><input type="checkbox" id="why"> Why</label>
<span id="shown" role="status"></span>
</div>
<div id="notices"></div>
<main>
<table role="grid" hidden><thead><tr></tr><tr class="about"></tr></thead></table>
</main>
<section id="reason" aria-label="Why" aria-live="polite" tabindex="0" hidden><pre></pre></section>
<p id="news" aria-live="polite"></p>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
