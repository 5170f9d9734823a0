import { isAbsolute } from 'node:path';
import { SfmapError } from '../core/errors.ts';
import type { ConnectionContent } from './connection.ts';
import { type Project, settingsPlace } from './project.ts';
import { projectError } from './project-error.ts';
import { connectionSchema } from './project-schema.ts';
import { sandboxName } from './sandbox-connection.ts';
import { schemaProblem } from './schema-problem.ts';

/**
 * A project with the connections of the user's settings beside its own. A name that sfmap.json has, too, stays that of
 * sfmap.json: whoever opens the folder, here or on the command line, means the same tenant by it.
 *
 * @param settings By name, as they stand in the settings; one that is not valid says so when it is used.
 */
export function withUserConnections(project: Project, settings: Readonly<Record<string, unknown>>): Project {
  const own = project.content.connections ?? {};
  const merged: Record<string, ConnectionContent> = { ...own };
  const fromSettings = new Map<string, SfmapError | undefined>();
  const hidden = new Set<string>();
  for (const [name, entry] of Object.entries(settings)) {
    // The sandbox is the sandbox, whatever a setting says of it.
    if (name === sandboxName || Object.hasOwn(own, name)) {
      hidden.add(name);
      continue;
    }
    const read = readEntry(name, entry);
    fromSettings.set(name, read instanceof SfmapError ? read : undefined);
    if (!(read instanceof SfmapError)) merged[name] = read;
  }
  return { ...project, content: { ...project.content, connections: merged }, fromSettings, hidden };
}

function readEntry(name: string, entry: unknown): ConnectionContent | SfmapError {
  const place = settingsPlace(name);
  const parsed = connectionSchema().safeParse(entry);
  if (!parsed.success) {
    const problem = schemaProblem(place, parsed.error);
    if (problem instanceof SfmapError) return problem;
    throw problem;
  }
  const { certificate, federatedTokenFile } = parsed.data.entraId ?? {};
  const relative = Object.entries({ certificate, federatedTokenFile }).find(([, file]) => file && !isAbsolute(file));
  if (relative === undefined) return parsed.data;
  return projectError(
    `${place}.entraId.${relative[0]} is not a whole path.`,
    'Settings belong to no folder: write it from the root.',
  );
}
