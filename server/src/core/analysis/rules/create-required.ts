import { CREATE_REQUIRED } from '../../catalog/create-required.ts';
import { declarationsOf } from '../bind.ts';
import type { Rule } from '../diagnostic.ts';
import type { BoundMapping } from '../model.ts';
import { isWhole } from '../whole-file.ts';

/** What Microsoft Graph refuses to create a user without; a password is made by the provisioning service. */
export const createRequired: Rule = {
  code: 'SFM6003',
  severity: 'warning',
  title: 'What a new account needs',
  page: {
    why: `Entra ID creates an account only with \`displayName\`, \`userPrincipalName\`, \`mailNickname\` and \`accountEnabled\`. If one of them is not mapped, the creation of every new hire fails; updates go on working, so it shows late.

Map them, with \`on create\` where later changes are not wanted, or leave \`create\` out of the actions. A file without an \`actions\` line creates accounts too: there the finding is information.

Whole files are judged: those with an \`actions\` line, with five mappings or more, or with three beside a \`scope\` block or a test; and those that map two of the four.`,
    wrong: `provision SuccessFactors -> EntraID

actions create, update

map {
  employeeId        <- [personIdExternal]                                          match 1
  userPrincipalName <- Append([username], "@contoso.example")                      on create
  mailNickname      <- [username]                                                  on create
}
`,
    right: `provision SuccessFactors -> EntraID

actions create, update

map {
  employeeId        <- [personIdExternal]                                          match 1
  userPrincipalName <- Append([username], "@contoso.example")                      on create
  mailNickname      <- [username]                                                  on create
  displayName       <- Join(" ", [firstName], [lastName])
  accountEnabled    <- Switch([activeEmploymentsCount], "True", "0", "False")
}
`,
  },
  check(context) {
    const { file, model } = context;
    if (model.pair !== 'SuccessFactors->EntraID' || model.mappings.length === 0 || !model.actions.has('create')) return;
    const mapped = new Map<string, BoundMapping>();
    for (const mapping of model.mappings)
      if (CREATE_REQUIRED.includes(mapping.target)) mapped.set(mapping.target, mapping);
    // A target in a line that cannot be read may be any of them.
    if (declarationsOf(file, 'opaque').length > 0 || file.problems.some(({ code }) => code === 'SFM1002')) return;
    const missing = CREATE_REQUIRED.filter((target) => {
      const source = mapped.get(target)?.placed.declaration.source;
      return !mapped.has(target) || (source?.kind === 'none' && mapped.get(target)?.defaultValue === undefined);
    });
    if (missing.length === 0) return;
    const written = declarationsOf(file, 'actions')[0];
    // Lines that say little of new accounts may be a part of something.
    if (mapped.size < 2 && !isWhole(context)) return;
    const action = written?.declaration.actions.find(({ text }) => text === 'create');
    const names = missing.length === 1 ? missing[0] : `${missing.slice(0, -1).join(', ')} and ${missing.at(-1)}`;
    const finding = {
      message: `Entra ID creates no account without ${names}. Map ${missing.length === 1 ? 'it' : 'them'}, or leave create out of the actions.`,
    };
    // Names of accounts are often given by somebody else than this file; without these two a creation cannot be meant.
    const meant = missing.includes('displayName') || missing.includes('accountEnabled');
    const severity = written === undefined || !meant ? ({ severity: 'information' } as const) : {};
    if (written !== undefined && action !== undefined) context.report(written, action, { ...finding, ...severity });
    const keyword = file.blocks.find(({ kind }) => kind === 'map')?.keyword;
    if (written === undefined && keyword !== undefined) context.reportAt(keyword, { ...finding, ...severity });
  },
};
