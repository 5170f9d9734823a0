import { payloadPlaces } from '../payload-places.ts';
import { type OpenInPayloadParams, PAYLOAD_PLACE, type PayloadPlace } from '../protocol.ts';
import { badParameters, type LanguageFeature } from '../session.ts';

/** Where a value stands in the payload, by a message of our own: the command behind an inline value asks it. */
export const payloadPlaceFeature: LanguageFeature = {
  capabilities: () => ({}),

  listen(session) {
    session.connection.onRequest(
      PAYLOAD_PLACE,
      session.answer<OpenInPayloadParams, PayloadPlace | null>(null, async (params) => {
        const { uri, location } = params ?? {};
        if (typeof uri !== 'string' || !isLocation(location))
          return badParameters('sfmap/payloadPlace needs the uri of a mapping and a location in the payload.');
        const [place] = await payloadPlaces(session, uri, [location]);
        return place ?? null;
      }),
    );
  },
};

function isLocation(location: unknown): location is OpenInPayloadParams['location'] {
  return Array.isArray(location) && location.every((key) => typeof key === 'string' || typeof key === 'number');
}
