// The JSON schema of sfmap.json that the extension contributes: made from the schema that reads the file, with words for
// people beside.
import * as z from 'zod';
import { describe } from './described-schema.mjs';

/** What each setting is, by its path; `*` stands for a name that the user chooses. */
const DESCRIPTIONS = {
  $schema: 'The schema of this file; an editor with the extension knows it already.',
  parameters: 'Texts of parameters, for every connection that gives none of its own.',
  metadata:
    'A file with the tenant’s $metadata, relative to this one: sfmap metadata writes it. Paths are checked against it.',
  journal: 'What the journal of a run keeps.',
  'journal.values':
    'Values and names of people: encrypted on this machine, or left out; then undo cannot put values back.',
  'journal.keepDays':
    'For how many days runs are kept. Older ones of the tenant are forgotten when another run begins, except those that can be resumed.',
  notify:
    'Who is told by mail when a run is stopped, enters quarantine, or a plan is over its limits. No data of people is sent.',
  'notify.to': 'Addresses that get the mail.',
  'notify.from': 'The address that the mail comes from.',
  'notify.host': 'The mail server.',
  'notify.port': 'Its port; 465 where secure is true, else 587.',
  'notify.user': 'The user who signs in there. The password comes from SFMAP_<CONNECTION>_SMTP_PASSWORD.',
  'notify.secure': 'TLS from the first byte; without it STARTTLS is asked for.',
  placeholders:
    'Numbers and addresses that stand for "none yet" in your tenant, for example "000-000-0000". A writeback never puts one in the place of a real value.',
  rules:
    'Levels of rules by their code, for example "SFM2104": "off". A code that guards a write cannot be lowered for a run.',
  connections: 'Where mappings run, by names of your own. None holds a secret. The name sandbox is taken.',
  'connections.*': 'A SuccessFactors tenant and the directory that belongs to it.',
  'connections.*.production': 'Production unless this is false: then its name is typed before anything is written.',
  'connections.*.successFactors': 'SAP SuccessFactors Employee Central.',
  'connections.*.successFactors.host':
    'The API server, for example api4preview.sapsf.com. A pasted address is shortened to it.',
  'connections.*.successFactors.company': 'The company ID, for example contosoT1.',
  'connections.*.successFactors.user': 'The name of the API user.',
  'connections.*.successFactors.auth':
    'How sfmap signs in: oauth-saml by a signed assertion, oidc through SAP Cloud Identity Services, basic by a password, which SAP has announced to end.',
  'connections.*.successFactors.clientId':
    'oauth-saml: the API key of the registered client. oidc: the client ID in SAP Cloud Identity Services.',
  'connections.*.successFactors.userIs': 'oauth-saml: what user is. A user name unless it is said.',
  'connections.*.successFactors.tokenUrl':
    'oidc: your tenant of SAP Cloud Identity Services, for example contoso.accounts.ondemand.com.',
  'connections.*.successFactors.clientAuth': 'oidc: whether the client proves itself by a secret or a certificate.',
  'connections.*.successFactors.dependency': 'oidc: the name of the dependency on SuccessFactors.',
  'connections.*.entraId': 'Microsoft Entra ID.',
  'connections.*.entraId.tenant': 'The tenant, by domain or id.',
  'connections.*.entraId.clientId': 'The app registration. Not needed where the editor signs in with your account.',
  'connections.*.entraId.graph': 'Microsoft Graph of a national cloud, for example graph.microsoft.us.',
  'connections.*.entraId.authority': 'Where the sandbox signs in. In Microsoft’s clouds that follows from graph.',
  'connections.*.entraId.auth':
    'How sfmap signs in: as an app by secret, certificate or federated token, or as you by device code or through the editor.',
  'connections.*.entraId.certificate': 'certificate: its file in PEM, relative to this one.',
  'connections.*.entraId.federatedTokenFile':
    'federated: the file that holds the other provider’s token, relative to this one.',
  'connections.*.activeDirectory': 'Active Directory, for mappings that lead there.',
  'connections.*.activeDirectory.host': 'A domain controller.',
  'connections.*.activeDirectory.base': 'Where accounts are looked for, for example DC=corp,DC=contoso,DC=example.',
  'connections.*.activeDirectory.caFile': 'The certificate of the authority that signs its TLS, in PEM.',
  'connections.*.metadata': 'The $metadata of this tenant; it goes before the one above.',
  'connections.*.generation': 'Which queries the connector sends: those of the 2020 edition, or today’s.',
  'connections.*.parameters': 'Texts of parameters in this tenant, for example option ids of picklists.',
  'connections.*.jobs': 'The provisioning job of each mapping, by its file name.',
  'connections.*.jobs.*': 'Where a mapping is deployed.',
  'connections.*.jobs.*.servicePrincipal': 'The object id of the enterprise application.',
  'connections.*.jobs.*.job': 'The id of the synchronization job.',
};

/**
 * The JSON schema of sfmap.json.
 *
 * @param schema The schema that reads the file, of this zod.
 * @returns The text of the file, with a line end.
 * @throws Error a property without words, or words without a property.
 */
export function projectJsonSchema(schema) {
  const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  describe(json, DESCRIPTIONS, 'sfmap.json', { every: true });
  const { $schema, ...rest } = json;
  const head = { $schema, title: 'sfmap.json', description: 'The project of sfmap mappings beside and below it.' };
  return `${JSON.stringify({ ...head, ...rest }, undefined, 2)}\n`;
}

/** The schema of one connection, out of the text of the whole. */
export function connectionJsonSchema(text) {
  return JSON.parse(text).properties.connections.additionalProperties;
}
