import { newMapping } from '../../features/new-mapping.ts';
import { NEW_MAPPING, type NewMappingResult } from '../protocol.ts';
import { badParameters, type LanguageFeature } from '../session.ts';

/** The text that a new mapping begins with. */
export const newMappingFeature: LanguageFeature = {
  capabilities: () => ({}),

  listen(session) {
    session.connection.onRequest<NewMappingResult, never>(
      NEW_MAPPING,
      session.answer<unknown, NewMappingResult>({ text: '' }, async (params) => {
        const pair = typeof params === 'object' && params !== null && 'pair' in params ? params.pair : undefined;
        const text = typeof pair === 'string' ? newMapping(pair) : undefined;
        return text === undefined ? badParameters(`${NEW_MAPPING} needs a pair of systems.`) : { text };
      }),
    );
  },
};
