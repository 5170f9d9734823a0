import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { behind, onDisk, openMapping, rewrite, until } from './open-mapping.ts';

/** A place in a file, the fix that is offered there, and what the file says afterwards. */
interface Case {
  readonly at: string;
  readonly title: string;
  readonly now: readonly RegExp[];
  readonly never?: readonly RegExp[];
}

const MISTAKES: readonly (Case & { readonly message: RegExp })[] = [
  {
    at: '.divison',
    message: /jobInfoNav has no divisonNav\. Did you mean divisionNav\?/,
    title: 'Write divisionNav',
    now: [/jobInfoNav\.results\[0\]\.divisionNav\.name_localized/],
  },
  {
    at: '@.userNav!',
    message: /blank on each side of !=/,
    title: 'Put blanks around !=',
    now: [/results\[\?\(@\.userNav != null\)\]/],
  },
  {
    at: 'assignmentClass=',
    message: /blank on each side of ==/,
    title: 'Put blanks around ==',
    now: [/results\[\?\(@\.assignmentClass == 'GA'\)\]/],
  },
  {
    at: '<- Ji',
    message: /There is no function Jion\. Did you mean Join\?/,
    title: 'Write Join',
    now: [/displayName <- Join\(/],
  },
  {
    at: '[depart',
    message: /no attribute departmnt/,
    title: 'Write [department]',
    now: [/department {2}<- \[department\]/],
  },
];

const KEEPS = /startDate and manager keep theirs/;
const DEPARTMENT = '  department = $.employment';
const SCENARIOS: readonly Case[] = [
  {
    at: DEPARTMENT,
    title: 'Read the employment whose user is not null (worker conversion)',
    now: [/department = \$\.employmentNav\.results\[\?\(@\.userNav != null\)\]\.jobInfoNav/],
    never: [/replace/],
  },
  {
    at: DEPARTMENT,
    title: 'Read the latest employment (rehire)',
    now: [
      /department = \$\.employmentNav\.results\[-1:\]\.jobInfoNav/,
      /hiredOn : DateTime = \$\.employmentNav\.results\[0\]/,
    ],
    never: [/replace/],
  },
  {
    at: DEPARTMENT,
    title: 'Read the standard assignment (global assignment)',
    now: [/department = \$\.employmentNav\.results\[\?\(@\.assignmentClass == 'ST'\)\]\.jobInfoNav/],
  },
  {
    at: DEPARTMENT,
    title: 'Add globalAssignmentDepartment and flow it when it is present (global assignment)',
    now: [
      /globalAssignmentDepartment = \$\.employmentNav\.results\[\?\(@\.assignmentClass == 'GA'\)\]\.jobInfoNav/,
      /department\s+<- IIF\(IsPresent\(\[globalAssignmentDepartment\]\), \[globalAssignmentDepartment\], \[department\]\)/,
    ],
  },
  {
    at: DEPARTMENT,
    title: 'Add secondJobDepartment (concurrent jobs)',
    now: [/secondJobDepartment = \$\.employmentNav\.results\[1\]\.jobInfoNav/],
  },
  {
    at: DEPARTMENT,
    title: 'Read the employment whose user is not null in the whole file (worker conversion)',
    now: [/replace \$\.employmentNav\.results\[0\] -> \$\.employmentNav\.results\[\?\(@\.userNav != null\)\]/],
  },
  {
    at: DEPARTMENT,
    title: 'Read the latest employment in the whole file (rehire)',
    now: [
      /replace \$\.employmentNav\.results\[0\] -> \$\.employmentNav\.results\[-1:\]/,
      /department = \$\.employmentNav\.results\[-1:\]\.jobInfoNav/,
    ],
  },
  {
    at: DEPARTMENT,
    title: 'Read the standard assignment in the whole file (global assignment)',
    now: [/replace \$\.employmentNav\.results\[0\] -> \$\.employmentNav\.results\[\?\(@\.assignmentClass == 'ST'\)\]/],
  },
];

describe('problems and their fixes', () => {
  let document: vscode.TextDocument;
  let original: string;
  /** What is said for information alone is no problem. */
  const problems = () =>
    vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);

  before(async () => {
    document = await openMapping('mistakes.sfmap');
    original = document.getText();
    await until('six problems', problems, (found) => found.length === 6);
  });
  afterEach(async () => {
    await rewrite(document, original);
    await until('six problems', problems, (found) => found.length === 6);
  });

  for (const { at, message, title, now } of MISTAKES) {
    it(`${title}: said, mended and saved`, async () => {
      const problem = problems().find((one) => message.test(one.message));
      assert.ok(problem, `no problem says ${message}: ${problems().map((one) => one.message)}`);
      assert.ok(problem.range.contains(behind(document, at)), 'it stands at its place');
      await applyFix(document, at, title);
      for (const pattern of now) assert.match(await onDisk(document.uri), pattern);
      await until('one problem less', problems, (found) => found.length === 5);
    });
  }

  it('says that an argument is missing, and how the call is written', () => {
    const problem = problems().find((one) => /^Append takes 2 arguments/.test(one.message));
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Error);
  });
});

describe('HR situations', () => {
  let document: vscode.TextDocument;
  let original: string;
  before(async () => {
    document = await openMapping('worker.sfmap');
    original = document.getText();
  });
  afterEach(() => rewrite(document, original));

  for (const { at, title, now, never } of SCENARIOS) {
    it(`${title}: applied and saved`, async () => {
      const applied = await applyFix(document, at, title);
      if (title.includes('whole file')) assert.match(applied, KEEPS);
      const text = await onDisk(document.uri);
      for (const pattern of now) assert.match(text, pattern);
      for (const pattern of never ?? []) assert.doesNotMatch(text, pattern);
      const errors = () =>
        vscode.languages.getDiagnostics(document.uri).filter((one) => one.severity === vscode.DiagnosticSeverity.Error);
      await until('no error', errors, (found) => found.length === 0);
    });
  }
});

/** Asks for the fixes at a place, applies the one whose title begins so, and saves. Gives the whole title. */
async function applyFix(document: vscode.TextDocument, at: string, title: string): Promise<string> {
  const position = behind(document, at);
  const ask = () =>
    vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(position, position),
    );
  // Behind the title stands what it changes for the sample person.
  const starts = ({ title: whole }: vscode.CodeAction) =>
    whole === title || whole.startsWith(`${title},`) || whole.startsWith(`${title} · `);
  const action = (await until(`"${title}"`, ask, (offered) => offered.some(starts))).find(starts);
  assert.ok(action?.edit, 'the fix is an edit');
  assert.ok(await vscode.workspace.applyEdit(action.edit), 'the edit is taken');
  assert.ok(await document.save(), 'the file is saved');
  return action.title;
}
