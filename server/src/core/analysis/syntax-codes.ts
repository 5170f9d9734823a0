import type { RulePage, Severity } from './diagnostic.ts';

/** A code that no rule reports: the text itself is at fault, or what lies beside it. */
export interface SyntaxCode {
  readonly code: `SFM${number}`;
  readonly severity: Severity;
  readonly title: string;
  /** Without an example where none fits on a page. */
  readonly page: Pick<RulePage, 'why' | 'sources'> & Partial<Pick<RulePage, 'wrong' | 'right'>>;
}

const mapping = (...lines: readonly string[]) =>
  `provision SuccessFactors -> EntraID\n\nmap {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;

/**
 * Mistakes of the text, SFM10…, and files that cannot be read, SFM1104 and SFM1120. Their level is fixed: what cannot be read
 * cannot be checked, so sfmap.json does not lower them and no comment hushes them up.
 */
export const syntaxCodes: readonly SyntaxCode[] = [
  {
    code: 'SFM1001',
    severity: 'error',
    title: 'Something is missing, or one too many',
    page: {
      why: 'A declaration does not read as one: a comma, a bracket, an arrow or a name is missing, or something stands where nothing can. The message names what was expected.\n\nOnly this declaration is left out. All others of the file are read, checked and evaluated as if it were not there.',
      wrong: mapping('employeeId  <- [personIdExternal] match 1', 'displayName <- Join(" " [firstName], [lastName])'),
      right: mapping('employeeId  <- [personIdExternal] match 1', 'displayName <- Join(" ", [firstName], [lastName])'),
    },
  },
  {
    code: 'SFM1002',
    severity: 'error',
    title: 'A block is not closed',
    page: {
      why: 'A block begins with `{` and ends with `}`. Without the second one the next block, or the end of the file, ends it; its lines are read all the same.',
      wrong: 'provision SuccessFactors -> EntraID\n\nmap {\n  employeeId <- [personIdExternal] match 1\n',
      right: 'provision SuccessFactors -> EntraID\n\nmap {\n  employeeId <- [personIdExternal] match 1\n}\n',
    },
  },
  {
    code: 'SFM1003',
    severity: 'error',
    title: 'A closing brace that closes nothing',
    page: {
      why: 'A `}` stands outside of every block. Mostly it is left over after lines were moved or deleted.',
      wrong: `${mapping('employeeId <- [personIdExternal] match 1')}}\n`,
      right: mapping('employeeId <- [personIdExternal] match 1'),
    },
  },
  {
    code: 'SFM1004',
    severity: 'error',
    title: 'A comment is not closed',
    page: {
      why: 'A comment that begins with `/*` ends with `*/`, on the same line or a later one. One that is never closed ends with its line, so that it hides nothing else.',
      wrong: `/* Workers of Contoso\n${mapping('employeeId <- [personIdExternal] match 1')}`,
      right: `/* Workers of Contoso */\n${mapping('employeeId <- [personIdExternal] match 1')}`,
    },
  },
  {
    code: 'SFM1005',
    severity: 'error',
    title: 'A text is not closed',
    page: {
      why: 'A text stands between double quotes on one line. If the second quote is missing, the text would take in the rest of the line: commas, parentheses and all.\n\nA quote inside a text is written `\\"`.',
      wrong: mapping('displayName <- Join(", [firstName], [lastName])'),
      right: mapping('displayName <- Join(",", [firstName], [lastName])'),
    },
  },
  {
    code: 'SFM1006',
    severity: 'error',
    title: 'Quotes that do not delimit a text',
    page: {
      why: 'Texts stand in straight double quotes. Word processors and chats turn them into curly ones, and other languages take single ones; the Entra portal accepts neither.',
      wrong: mapping('department <- Coalesce([department], “unknown”)'),
      right: mapping('department <- Coalesce([department], "unknown")'),
    },
  },
  {
    code: 'SFM1007',
    severity: 'warning',
    title: 'A backslash that escapes nothing',
    page: {
      why: 'A text knows two escapes: `\\"` for a quote and `\\\\` for a backslash. In any other pair both characters are kept. Whether Entra does the same was not observed in a tenant, so write the backslash twice: that is read alike everywhere. It concerns regular expressions above all.',
      wrong: mapping(
        'employeeId <- [personIdExternal] match 1',
        'mobile     <- Replace([cellPhone], , "\\s", , "", , )',
      ),
      right: mapping(
        'employeeId <- [personIdExternal] match 1',
        'mobile     <- Replace([cellPhone], , "\\\\s", , "", , )',
      ),
    },
  },
  {
    code: 'SFM1008',
    severity: 'error',
    title: 'An attribute is not closed',
    page: {
      why: 'An attribute stands between `[` and the next `]` of the line. Without the second bracket its name has no end.',
      wrong: mapping('department <- ToUpper([department)'),
      right: mapping('department <- ToUpper([department])'),
    },
  },
  {
    code: 'SFM1009',
    severity: 'error',
    title: 'A declaration that is too large to be read',
    page: {
      why: 'A declaration has up to 100,000 characters, and its calls nest up to 200 deep. Beyond that it is not read. Entra itself takes expressions of up to 10,000 characters, so split the work: let one attribute of the directory hold what another one needs, or declare a further source attribute with a path that finds the value directly.',
      wrong: mapping(`department <- ${'ToLower('.repeat(201)}[department]${')'.repeat(201)}`),
      right: mapping('department <- ToLower([department])'),
    },
  },
  {
    code: 'SFM1010',
    severity: 'error',
    title: 'A blank that is none',
    page: {
      why: 'Text that is copied from a web page may hold no-break blanks. They look like blanks, and the portal refuses them. Inside of a text they may stand.',
      wrong: mapping('displayName <- Join(" ",\u00a0[firstName], [lastName])'),
      right: mapping('displayName <- Join(" ", [firstName], [lastName])'),
    },
  },
  {
    code: 'SFM1011',
    severity: 'error',
    title: 'A call is not closed',
    page: {
      why: 'Each `(` of a call needs its `)`. The message names the call that is open at the end of the declaration and what could follow.',
      wrong: mapping('mailNickname <- ToLower(Join(".", [firstName], [lastName])'),
      right: mapping('mailNickname <- ToLower(Join(".", [firstName], [lastName]))'),
    },
  },
  {
    code: 'SFM1012',
    severity: 'information',
    title: 'More findings than are shown',
    page: {
      why: 'A file with more than 1,000 findings is mostly no mapping at all, or one mistake is repeated on each of its lines. The errors come first, then the warnings; the rest shows when there are fewer.',
    },
  },
  {
    code: 'SFM1013',
    severity: 'error',
    title: 'JSON of a test that is none',
    page: {
      why: 'After `given` and `existing` a test takes JSON, with comments between its parts. Names and texts stand in double quotes, no comma follows the last value, and no name stands twice in one object. The message names the first place that is wrong.',
      wrong: `${mapping('department <- [department]')}\ntest "keeps the department" {\n  given { "personIdExternal": "100234", }\n  expect department absent\n}\n`,
      right: `${mapping('department <- [department]')}\ntest "keeps the department" {\n  given { "personIdExternal": "100234" }\n  expect department absent\n}\n`,
    },
  },
  {
    code: 'SFM1014',
    severity: 'information',
    title: 'Paths that search too much',
    page: {
      why: 'Paths are compared with the sample person, and all of them together may look at 10,000,000 places of it: some thousand times what a person has. Only searches inside of searches, such as `$..*..*..x`, need more. What the rest of the paths finds is then not said.\n\nName the way to the field instead of searching for it.',
    },
  },
  {
    code: 'SFM1104',
    severity: 'error',
    title: 'A file of the mapping that cannot be read',
    page: {
      why: 'A file that a `sample` line or the `given` of a test names is missing, is no JSON, or holds nobody. Its path is relative to the mapping. Without the first sample the mapping is checked, but no value can be shown and no path compared with a person; a test without its file fails.\n\nA sample is one person as the PerPerson query returns it, `{"d": {…}}` or `{"d": {"results": […]}}`; for a writeback one user as Microsoft Graph returns it. `sfmap query FILE` prints the query that fetches one.',
    },
  },
  {
    code: 'SFM1120',
    severity: 'error',
    title: 'A mapping that cannot be read',
    page: {
      why: 'The file is missing, may not be read by this user, is no UTF-8 text, or is too large; or something beside it that is read first is broken, such as sfmap.json or an imported schema. The message says which.\n\nOnly `sfmap check` reports it, with exit code 2: nothing of this mapping was checked. The other files that were named are.',
    },
  },
];
