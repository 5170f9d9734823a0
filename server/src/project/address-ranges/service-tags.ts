import * as z from 'zod';
import { nearestName } from '../../core/nearest-name.ts';
import { oneLine } from '../../core/one-line.ts';
import { projectError } from '../project-error.ts';
import { readNamedFile } from '../read-text-file.ts';
import { schemaProblem } from '../schema-problem.ts';
import { type AddressRange, type Family, mergedRanges, readNetwork } from './address-range.ts';

/** The addresses of one service tag, merged. */
export interface TagRanges {
  readonly tag: string;
  /** `Public`, `AzureGovernment`; absent where the file does not say. */
  readonly cloud?: string;
  /** Which edition of the tag it is. */
  readonly changeNumber?: number;
  readonly ranges: Readonly<Record<Family, readonly AddressRange[]>>;
}

/** Source: Microsoft, "Azure service tags overview", discover service tags by using downloadable JSON files. */
const fileSchema = z.object({
  cloud: z.string().optional(),
  values: z.array(
    z.object({
      name: z.string(),
      properties: z.object({
        changeNumber: z.number().optional(),
        addressPrefixes: z.array(z.string()),
      }),
    }),
  ),
});

/** As large as such a file may be, in bytes; today's has 4 MB. */
const limit = 64 * 1024 * 1024;

const DOWNLOAD = 'Download "Azure IP Ranges and Service Tags" from Microsoft again, and give that file.';

/**
 * The addresses of a service tag, from a file that Microsoft offers for download.
 *
 * @param path Path of the file.
 * @param name What it is called in messages.
 * @throws SfmapError exit 2: unreadable, no JSON, another JSON, no such tag (the nearest is named), a broken network.
 */
export async function readTagRanges(path: string, name: string, tag: string): Promise<TagRanges> {
  const text = await readNamedFile(path, 'The service-tags file', limit, DOWNLOAD);
  return tagRanges(text, name, tag);
}

/** As `readTagRanges`, from the text of a file. */
export function tagRanges(text: string, name: string, tag: string): TagRanges {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw projectError(`${name} is no JSON.`, DOWNLOAD, error);
  }
  const read = fileSchema.safeParse(json);
  if (!read.success) throw schemaProblem(name, read.error);
  const { cloud, values } = read.data;
  const index = values.findIndex((value) => value.name === tag);
  const found = values[index];
  if (found === undefined)
    throw noTag(
      name,
      tag,
      values.map((value) => value.name),
    );
  const { changeNumber, addressPrefixes } = found.properties;
  if (addressPrefixes.length === 0) throw projectError(`${name}: the tag ${tag} has no addresses.`, DOWNLOAD);
  const ranges: Record<Family, AddressRange[]> = { ipv4: [], ipv6: [] };
  for (const [number, prefix] of addressPrefixes.entries()) {
    const network = readNetwork(prefix);
    if ('reason' in network) {
      const place = `values[${index}].properties.addressPrefixes[${number}]`;
      throw projectError(`${name}: ${place}, ${shown(prefix)}, ${network.reason}.`, DOWNLOAD);
    }
    ranges[network.family].push(network.range);
  }
  return {
    tag,
    ...(cloud === undefined ? {} : { cloud }),
    ...(changeNumber === undefined ? {} : { changeNumber }),
    ranges: { ipv4: mergedRanges(ranges.ipv4), ipv6: mergedRanges(ranges.ipv6) },
  };
}

function noTag(name: string, tag: string, names: readonly string[]): Error {
  const nearest = nearestName(tag, names);
  const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  const some = names.filter((one) => !one.includes('.')).slice(0, 5);
  const cure = names.length === 0 ? DOWNLOAD : `It has ${some.join(', ')} and others.`;
  return projectError(
    `${name} has no tag ${shown(tag)}.${meant}`,
    nearest === undefined ? cure : `Give it with --tag.`,
  );
}

/** What stands in a foreign file, short and on one line. */
const shown = (text: string) => JSON.stringify(oneLine(text.slice(0, 60)));
