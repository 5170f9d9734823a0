import { basicEnd, insteadOfBasic } from '../core/catalog/basic-authentication.ts';
import type { SfmapError } from '../core/errors.ts';
import type { Connection } from '../project/connection.ts';
import type { EmployeeCentralClient } from '../systems/successfactors/employee-central.ts';
import { finding, type Tell } from './connection-check.ts';

const names = {
  identity: 'SAP Cloud Identity Services: token',
  host: 'SuccessFactors: host',
  company: 'SuccessFactors: company',
  signIn: 'SuccessFactors: sign-in',
  odata: 'SuccessFactors: OData permission',
} as const;
type Step = 'host' | 'company' | 'signIn' | 'odata';
const steps: readonly Step[] = ['host', 'company', 'signIn', 'odata'];

/**
 * Tries host, company, sign-in and OData permission of SuccessFactors. One read tells them apart: SuccessFactors names in
 * its code how far it let the request come. What a refusal does not prove is not claimed.
 *
 * @returns Whether entities can be asked for.
 */
export async function checkSignIn(
  connection: Connection,
  employeeCentral: EmployeeCentralClient,
  tell: Tell,
  signal?: AbortSignal,
): Promise<boolean> {
  const { signIn } = connection.successFactors;
  if (signIn.kind === 'oidc') {
    try {
      await employeeCentral.signIn(signal);
    } catch (error) {
      tell(names.identity, finding(error));
      return false;
    }
    tell(names.identity, { ok: `${signIn.token.address.host} gives a token to the client ${signIn.clientId}.` });
  }
  let problem: SfmapError | undefined;
  try {
    await employeeCentral.probe('PerPerson', undefined, signal);
  } catch (error) {
    problem = finding(error);
  }
  // A refusal of this very request comes from a system that has let the user in; the entity is looked at afterwards.
  const reached = problem === undefined || problem.refused === 'request';
  const failed = reached || problem === undefined ? undefined : stepOf(problem);
  for (const step of steps) {
    if (step === failed) {
      if (problem !== undefined) tell(names[step], problem);
      return false;
    }
    if (failed === undefined || proves(failed, problem, step)) tell(names[step], { ok: fine(connection)[step] });
  }
  return true;
}

/** The step at which an error ended the request. */
function stepOf({ code, refused }: SfmapError): Step {
  if (code === 'LGN0001' || code === 'LGN0004') return 'host';
  if (code === 'LGN0008' || code === 'SFM-SIGN-IN-COMPANY') return 'company';
  if (code === 'LGN0002' || code === 'LGN0009') return 'odata';
  return /^(LGN|SFM-SIGN-IN)/.test(code) || refused === 'busy' ? 'signIn' : 'host';
}

/** Whether an error at a later step proves that this one is fine. */
function proves(failed: Step, problem: SfmapError | undefined, step: Step): boolean {
  if (step === 'host' || failed === 'odata') return true;
  // The company is looked up before its users are.
  return step === 'company' && /^(LGN|SFM-SIGN-IN-(USER|LOCKED))/.test(problem?.code ?? '');
}

function fine({ successFactors }: Connection): Readonly<Record<Step, string>> {
  const { address, company, user, signIn, notes } = successFactors;
  const how = {
    basic: address.loopback
      ? `${user} signs in with user and password.`
      : `${user} signs in with user and password, for which SAP has announced the end on ${basicEnd}. ${insteadOfBasic}`,
    'oauth-saml': `${user} signs in with OAuth, by an assertion that is signed here.`,
    oidc: 'SuccessFactors takes the token of SAP Cloud Identity Services.',
  };
  return {
    host: [`${address.host} answers.`, ...notes].join(' '),
    company: `SuccessFactors knows ${company}.`,
    signIn: how[signIn.kind],
    odata: 'The user may use OData.',
  };
}
