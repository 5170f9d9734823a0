import { preview } from '../../features/preview.ts';
import { PREVIEW_MAPPING, type PreviewMappingParams, type PreviewMappingResult } from '../protocol.ts';
import type { LanguageFeature } from '../session.ts';

/** The preview of a mapping as text, by a message of our own. */
export const previewFeature: LanguageFeature = {
  capabilities: () => ({}),

  listen(session) {
    session.connection.onRequest(
      PREVIEW_MAPPING,
      session.answer<PreviewMappingParams, PreviewMappingResult>(
        { title: '', text: 'The preview failed; see the log.\n' },
        ({ uri }) => {
          const mapping = session.open(uri);
          return mapping === undefined ? { title: '', text: 'Open the mapping first.\n' } : preview(mapping.analysis);
        },
      ),
    );
  },
};
