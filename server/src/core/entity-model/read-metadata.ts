import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { SfmapError } from '../errors.ts';
import { type EdmxDocument, EdmxReader } from './edmx-reader.ts';
import type { EntityModel } from './entity-model.ts';
import { mergeMetadata } from './merge-metadata.ts';

/** The largest metadata that is read, in bytes. That of a whole tenant has 10 to 20 MB. */
export const metadataLimit = 40 * 1024 * 1024;

/**
 * A tenant's entity model: the built-in one, and over it what the `$metadata` document (EDMX, OData 2.0) of its
 * SuccessFactors says. An entity of the document has exactly the fields that stand there; navigations are added to, for
 * metadata of single entities leaves out those that lead to others. The `sap:` attributes count by their local name:
 * tenants and SAP's API hub write them in different namespaces.
 *
 * @param name What the text is called in messages: a file.
 * @throws SfmapError exit 2: not XML, cut off, a DOCTYPE, another format or another service, too large; with its place.
 */
export function readMetadata(text: string, name: string): EntityModel {
  refuseOther(text, name);
  const reader = new EdmxReader();
  try {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '',
      removeNSPrefix: true,
      // Without a DOCTYPE there are XML's own five entities alone.
      processEntities: true,
      htmlEntities: false,
      parseTagValue: false,
      maxNestedTags: 32,
      jPath: false,
      // Nothing is kept in a tree: what counts is told element by element.
      updateTag: (tag: string, _place: unknown, attributes: Readonly<Record<string, string>> | undefined) => {
        reader.element(tag, attributes ?? {});
        return false;
      },
    });
    parser.parse(text);
  } catch (error) {
    throw metadataError(`The metadata ${name} cannot be read as XML.`, SAVE_AGAIN, error);
  }
  return mergeMetadata(checked(reader.document, name));
}

const SAVE_AGAIN = 'Fetch it with sfmap metadata, or save the answer of /odata/v2/$metadata again, as a whole.';

function refuseOther(text: string, name: string): void {
  if (text.length > metadataLimit)
    throw metadataError(
      `The metadata ${name} is larger than ${metadataLimit / 1024 / 1024} MB.`,
      'Fetch the entities of people alone: sfmap metadata --connection NAME --out FILE.',
    );
  const start = text
    .slice(0, 2_000)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start === '') throw metadataError(`The metadata ${name} is empty.`, SAVE_AGAIN);
  if (start.startsWith('{') || start.startsWith('['))
    throw metadataError(
      `The metadata ${name} is JSON; SuccessFactors gives metadata as XML alone.`,
      'Ask for /odata/v2/$metadata without $format=json.',
    );
  if (/^<(!doctype\s+html|html|head|body)\b/i.test(start))
    throw metadataError(
      `The metadata ${name} is an HTML page: probably a sign-in or an error page.`,
      'Sign in to the API server, and save the answer of /odata/v2/$metadata.',
    );
  if (!start.startsWith('<')) throw metadataError(`The metadata ${name} is not XML.`, SAVE_AGAIN);
  const doctype = text.search(/<!DOCTYPE/i);
  if (doctype >= 0)
    throw metadataError(
      `The metadata ${name} has a DOCTYPE${placeOf(text, doctype)}, which no answer of SuccessFactors has.`,
      SAVE_AGAIN,
    );
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { line, col } = valid.err;
    throw metadataError(
      `The metadata ${name} is not well-formed XML: it breaks at line ${line}, column ${col}.`,
      `It may be cut off or edited. ${SAVE_AGAIN}`,
    );
  }
}

/** Refuses what is XML and yet not the metadata of Employee Central. */
function checked(document: EdmxDocument, name: string): EdmxDocument {
  const { root, version, entities } = document;
  if (root === 'error')
    throw metadataError(
      `The metadata ${name} is an error that SuccessFactors answered.`,
      'Ask again, with a user who may read metadata.',
    );
  if (root !== 'Edmx')
    throw metadataError(
      `The metadata ${name} is XML, but no metadata of an OData service: it begins with <${root}>.`,
      'Save the answer of /odata/v2/$metadata.',
    );
  if (version.startsWith('4'))
    throw metadataError(
      `The metadata ${name} is that of an OData 4 service; the connector reads OData 2.`,
      'Take /odata/v2/$metadata.',
    );
  if (entities.length === 0) throw metadataError(`The metadata ${name} describes no entity.`, SAVE_AGAIN);
  if (!entities.some((entity) => EXPECTED.has(entity.name)))
    throw metadataError(
      `The metadata ${name} describes another service: it has none of ${[...EXPECTED].slice(0, 4).join(', ')}.`,
      'Take the metadata of your SuccessFactors API server, /odata/v2/$metadata.',
    );
  return document;
}

/** Of these at least one is in every metadata that a mapping can use. */
const EXPECTED: ReadonlySet<string> = new Set([
  'PerPerson',
  'EmpEmployment',
  'EmpJob',
  'PerPersonal',
  'PerEmail',
  'PerPhone',
  'PersonEmpTerminationInfo',
  'EmpGlobalAssignment',
  'FOCompany',
  'FODepartment',
  'FOLocation',
  'PicklistOption',
]);

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function metadataError(message: string, cure: string, cause?: unknown): SfmapError {
  return new SfmapError('SFM-METADATA', message, cure, 2, cause === undefined ? undefined : { cause });
}
