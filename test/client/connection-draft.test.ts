import { describe, expect, it } from 'vitest';
import { type Answers, draftOf, questionsOf } from '../../client/src/features/connections/add/connection-draft.ts';
import { connectionSchema } from '../../server/src/project/project-schema.ts';

const COMMON: Answers = {
  name: 'test',
  host: 'api4preview.sapsf.com',
  production: false,
  company: 'contosoT1',
  user: 'sfapi',
  userIs: 'username',
  clientId: 'MzYwY2I0',
  tokenUrl: 'contoso.accounts.ondemand.com',
  dependency: '',
  tenant: 'contoso.onmicrosoft.com',
  appId: '0f0e0d0c-1111-4222-8333-444455556666',
  secrets: { SF_PASSWORD: 'never in a file' },
};
const place = { host: COMMON.host, company: COMMON.company };
const entraId = { tenant: COMMON.tenant, clientId: COMMON.appId };

describe('what is asked when a connection is added, and what comes of it', () => {
  it.each<[Partial<Answers>, string[], object]>([
    [
      { signIn: 'oauth-saml', entra: 'delegated' },
      ['user', 'userIs', 'clientId', 'entra', 'tenant', 'SF_PRIVATE_KEY'],
      {
        successFactors: { ...place, user: 'sfapi', auth: 'oauth-saml', clientId: 'MzYwY2I0' },
        entraId: { tenant: COMMON.tenant, auth: 'delegated' },
      },
    ],
    [
      { signIn: 'oidc-secret', entra: 'client-secret', dependency: 'SuccessFactors' },
      ['clientId', 'tokenUrl', 'dependency', 'entra', 'tenant', 'appId', 'SF_CLIENT_SECRET', 'GRAPH_CLIENT_SECRET'],
      {
        successFactors: {
          ...place,
          auth: 'oidc',
          clientId: 'MzYwY2I0',
          tokenUrl: COMMON.tokenUrl,
          dependency: 'SuccessFactors',
        },
        entraId: { ...entraId, auth: 'client-secret' },
      },
    ],
    [
      { signIn: 'oidc-certificate', entra: 'certificate' },
      ['clientId', 'tokenUrl', 'dependency', 'entra', 'tenant', 'appId', 'SF_PRIVATE_KEY', 'GRAPH_PRIVATE_KEY'],
      {
        successFactors: {
          ...place,
          auth: 'oidc',
          clientId: 'MzYwY2I0',
          tokenUrl: COMMON.tokenUrl,
          clientAuth: 'certificate',
        },
        entraId: { ...entraId, auth: 'certificate' },
      },
    ],
    [
      { signIn: 'basic', entra: 'none' },
      ['user', 'entra', 'SF_PASSWORD'],
      { successFactors: { ...place, user: 'sfapi', auth: 'basic' } },
    ],
    [
      { signIn: 'basic', entra: 'device-code', loopback: true, graph: 'http://127.0.0.1:45101' },
      ['user', 'entra', 'tenant', 'appId', 'graph', 'SF_PASSWORD'],
      {
        successFactors: { ...place, user: 'sfapi', auth: 'basic' },
        entraId: { ...entraId, graph: 'http://127.0.0.1:45101', auth: 'device-code' },
      },
    ],
  ])('%j', (chosen, asked, expected) => {
    const answers = { ...COMMON, ...chosen };
    const names = questionsOf(answers).map((question) => (typeof question === 'string' ? question : question.secret));
    expect(names).toEqual(['keeping', 'name', 'host', 'production', 'signIn', 'company', ...asked]);
    const draft = draftOf(answers);
    expect(draft).toEqual({ production: false, ...expected });
    expect(connectionSchema().safeParse(draft).success).toBe(true);
    expect(JSON.stringify(draft)).not.toContain('never in a file');
  });
});
