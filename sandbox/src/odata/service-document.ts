import type { Model } from '../model/entity.ts';

/** The service document at /odata/v2 in JSON: the names of the entity sets. */
export const serviceDocument = (model: Model): { d: { EntitySets: string[] } } => ({
  d: { EntitySets: [...model.keys()] },
});

/** The same as an AtomPub service document. */
export function serviceDocumentXml(model: Model, root: string): string {
  const collections = [...model.keys()].map(
    (name) => `<collection href="${name}"><atom:title>${name}</atom:title></collection>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><service xmlns="http://www.w3.org/2007/app" xmlns:atom="http://www.w3.org/2005/Atom" xml:base="${root}/"><workspace><atom:title>Default</atom:title>${collections.join('')}</workspace></service>`;
}
