import { exampleApplications } from './entra-sign-in/applications.ts';
import type { ContactTypes } from './people/option-ids.ts';
import { apiUsers } from './successfactors/api-users.ts';
import { wellKnown } from './tenant/well-known.ts';

export interface Addresses {
  readonly successFactors: string;
  readonly graph: string;
  /** The login authority and Graph with TLS. */
  readonly secure: string;
  /** PEM of the certificate by which TLS is trusted. */
  readonly certificateFile: string;
}

/** What programs read from the first line of `--json`. */
export function announceJson(addresses: Addresses, { emailTypes, phoneTypes }: ContactTypes): string {
  const { successFactors, graph, secure, certificateFile } = addresses;
  const { company, user, password, tenant, tenantId, clientId, clientSecret, federated } = wellKnown;
  return JSON.stringify({
    successFactors,
    graph,
    company,
    user,
    password,
    tenant,
    clientId,
    clientSecret,
    emailTypes,
    phoneTypes,
    users: apiUsers.map(({ user, userId, email, lacks }) => ({ user, userId, email, lacks })),
    oauth: { clientId: wellKnown.oauthClientId, tokenUrl: `${successFactors}/oauth/token` },
    identity: { ...wellKnown.identity, tokenUrl: `${successFactors}/ias/oauth2/token` },
    entra: {
      address: secure,
      authority: `${secure}/${tenant}`,
      certificateFile,
      tenantId,
      applications: [...exampleApplications(null).values()].map(({ clientId, name, about }) => ({
        clientId,
        name,
        about,
      })),
      federated: { ...federated, tokenUrl: `${graph}/sandbox/federated-token` },
    },
  });
}

/** The same for people, with lines to paste into a shell. */
export function announceText(addresses: Addresses, types: ContactTypes, people: number): string {
  const { successFactors, graph, secure, certificateFile } = addresses;
  const { emailTypes, phoneTypes } = types;
  const { company, user, password, tenant, clientId, clientSecret, oauthClientId, identity } = wellKnown;
  const lacking = apiUsers.flatMap((each) => (each.lacks === null ? [] : [each.user]));
  const apps = [...exampleApplications(null).values()].slice(1).map(({ clientId: id, about }) => `${id} ${about}`);
  const signIn = `-u '${user}@${company}:${password}'`;
  return `Sandbox tenant with ${people} invented people. Nothing leaves this machine. Ctrl+C ends it.

  SuccessFactors   ${successFactors}        company ${company}, user ${user}, password ${password}
  Microsoft Graph  ${graph}        tenant ${tenant}, client ${clientId}, secret ${clientSecret}
  Entra ID by TLS  ${secure}/${tenant}        and Graph at ${secure}; NODE_EXTRA_CA_CERTS=${certificateFile}
  Entra sign-ins   secret, certificate with --entra-certificate FILE, a token of ${graph}/sandbox/federated-token,
                   a device code entered at ${graph}/devicelogin
  Entra apps       ${apps.join('\n                   ')}
  Option ids       e-mail business ${emailTypes['business']}, personal ${emailTypes['personal']}; phone business ${phoneTypes['business']}, cell ${phoneTypes['cell']}, personal ${phoneTypes['personal']}
  Other sign-ins   OAuth at ${successFactors}/oauth/token, client ${oauthClientId}, with --oauth-certificate FILE
                   OIDC at ${successFactors}/ias/oauth2/token, client ${identity.clientId}, secret ${identity.clientSecret}
  API users        ${lacking.join(', ')}: the same password, and each lacks what its name says
  In a browser     ${successFactors}/        people, situations, sign-ins, requests, writes

Read a person:
  curl ${signIn} -G '${successFactors}/odata/v2/PerPerson' --data-urlencode '$format=json' --data-urlencode "\\$filter=(personIdExternal in '100401')" --data-urlencode '$expand=employmentNav/userNav,employmentNav/jobInfoNav/departmentNav,emailNav,phoneNav'

Write an e-mail address:
  curl ${signIn} -H 'Content-Type: application/json' '${successFactors}/odata/v2/upsert?$format=json' -d '[{"__metadata":{"uri":"PerEmail"},"personIdExternal":"100101","emailType":"${emailTypes['business']}","emailAddress":"amara.nwosu@contoso.example","isPrimary":true}]'

Get a Graph token and read the accounts:
  TOKEN=$(curl -s '${graph}/${tenant}/oauth2/v2.0/token' -d grant_type=client_credentials -d client_id=${clientId} -d client_secret=${clientSecret} -d scope=https://graph.microsoft.com/.default | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
  curl -H "Authorization: Bearer $TOKEN" -G '${graph}/v1.0/users' --data-urlencode '$select=employeeId,mail,businessPhones,mobilePhone' --data-urlencode '$top=20'
`;
}
