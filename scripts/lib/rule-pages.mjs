// The pages of docs/rules, made from the registry; each wrong example is checked while its page is made.

const MADE = 'Made by `node scripts/rule-pages.mjs` from the registry of rules; the wrong example was checked then.';

/** The page of one code. `core` is server/src/core/analysis/code-page.ts. */
export function rulePage(page, core) {
  return `${core.codePageText(page)}\n${MADE}\n`;
}

/** The parts of the list, by the first digits of a code. */
const PARTS = [
  ['SFM10', 'The text'],
  ['SFM11', 'The frame of a file'],
  ['SFM20', 'Names, calls and options'],
  ['SFM21', 'Mappings, attributes and scope as a whole'],
  ['SFM30', 'JSONPath'],
  ['SFM31', 'Paths against the entity model'],
  ['SFM32', 'What the connector fetches'],
  ['SFM40', 'Writeback'],
  ['SFM50', 'Expressions and functions'],
  ['SFM60', 'Inbound provisioning'],
  ['SFM70', 'Limits and tests'],
];

/** The list of all codes by subject. */
export function ruleIndex({ codePages, ruleCodes }) {
  const parts = PARTS.flatMap(([prefix, title]) => {
    const rows = codePages.filter(({ code }) => code.startsWith(prefix));
    if (rows.length === 0) return [];
    const lines = rows.map(
      ({ code, severity, title: heading }) =>
        `| [${code}](${code}.md) | ${severity}${ruleCodes.has(code) ? '' : ', fixed'} | ${heading.replaceAll('|', '\\|')} |`,
    );
    return [[`## ${title}`, '', '| code | level | |', '| --- | --- | --- |', ...lines].join('\n')];
  });
  const lost = codePages.filter(({ code }) => !PARTS.some(([prefix]) => code.startsWith(prefix)));
  if (lost.length > 0) throw new Error(`${lost[0].code} belongs to no part of scripts/lib/rule-pages.mjs.`);
  return `${[
    '# What is checked',
    'Each code has a page: what goes wrong in practice, a wrong example with what is said about it, and the same put right. `sfmap explain SFM2002` prints the page of a code, `sfmap explain` this list.',
    'A project sets levels in `sfmap.json`, `"rules": { "SFM2104": "off" }`: `error`, `warning`, `information` or `off`. A comment `// sfmap-ignore SFM2104: reason` covers the next declaration. Codes that are marked *fixed* take neither: what cannot be read cannot be checked.',
    ...parts,
    MADE,
  ].join('\n\n')}\n`;
}
