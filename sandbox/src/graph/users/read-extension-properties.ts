import { jsonReply, type Reply } from '../../http/reply.ts';
import { objectId } from '../../people/accounts.ts';
import { wellKnown } from '../../tenant/well-known.ts';
import { allowOptions, type Call } from '../call.ts';
import type { GraphContext } from '../context.ts';
import { notFound } from '../graph-error.ts';
import { extensionProperties } from './extension-properties.ts';

/** Answers `GET /v1.0/applications/{id}/extensionProperties` ("List extensionProperties"), by object id or app id. */
export function readExtensionProperties(_: GraphContext, call: Call, application = ''): Reply {
  allowOptions(call, []);
  const ids = [objectId('application'), wellKnown.clientId];
  const id = application.toLowerCase();
  if (!ids.includes(id)) throw notFound(application);
  const context = `${call.request.origin}/v1.0/$metadata#applications('${id}')/extensionProperties`;
  return jsonReply(
    200,
    {
      '@odata.context': context,
      value: extensionProperties.map((each) => ({
        ...each,
        appDisplayName: 'sfmap sandbox',
        isSyncedFromOnPremises: false,
      })),
    },
    { 'odata-version': '4.0' },
  );
}
