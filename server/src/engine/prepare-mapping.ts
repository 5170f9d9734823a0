import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { bindMapping } from '../core/analysis/bind.ts';
import { checkMapping, type Diagnostic } from '../core/analysis/check.ts';
import type { Direction, MappingModel } from '../core/analysis/model.ts';
import { SfmapError } from '../core/errors.ts';
import { parseMapping } from '../core/language/parse.ts';
import type { MappingFile } from '../core/language/syntax.ts';
import type { Connection } from '../project/connection.ts';
import { isChina } from '../project/hosts.ts';
import { requireParameters, resolveParameters } from '../project/parameters.ts';
import type { Project } from '../project/project.ts';

/** A mapping that may run: without errors, and with a text for each parameter. */
export interface PreparedMapping {
  readonly model: MappingModel;
  readonly parameters: ReadonlyMap<string, string>;
  /** Texts that stand for "none yet" in the tenant. */
  readonly placeholders: readonly string[];
  /** Its name without folders, and the SHA-256 of its text. */
  readonly identity: { readonly file: string; readonly sha256: string };
}

/**
 * Parses, binds and checks a mapping for a run.
 *
 * @param direction What the command can run.
 * @throws SfmapError exit 1: the mapping has errors; exit 2: a parameter without a text, or the other direction.
 */
export function prepareMapping(
  mapping: { readonly path: string; readonly text: string },
  project: Project,
  connection: Connection,
  direction: Direction,
  given?: ReadonlyMap<string, string>,
): PreparedMapping {
  const name = basename(mapping.path);
  const file = parseMapping(mapping.text);
  const model = bindMapping(file);
  checkDirection(name, model, direction);
  if (direction === 'writeback') checkCloud(connection);

  const resolved = resolveParameters({
    declared: model.parameters,
    project: project.parameters,
    connection: connection.parameters,
    ...(given && { given }),
  });
  // A project may make a rule stricter for its runs, but neither it nor a comment lowers what guards a write.
  const levels = new Map([...project.rules].filter(([, level]) => level === 'error'));
  checkErrors(name, file, checkMapping(file, model, { parameters: resolved.values, levels, unsuppressed: true }));
  return {
    model,
    parameters: requireParameters(resolved, connection.name),
    placeholders: project.content.placeholders ?? [],
    identity: { file: name, sha256: createHash('sha256').update(mapping.text).digest('hex') },
  };
}

/**
 * The limits of a mapping as it stands now. One with errors has none that could be relied on.
 *
 * @throws SfmapError exit 1: the mapping has errors; exit 2: it is of the other direction by now.
 */
export function limitsOf(
  mapping: { readonly path: string; readonly text: string },
  direction: Direction,
): MappingModel['limits'] {
  const name = basename(mapping.path);
  const file = parseMapping(mapping.text);
  const model = bindMapping(file);
  checkDirection(name, model, direction);
  checkErrors(name, file, checkMapping(file, model, { unsuppressed: true }));
  return model.limits;
}

function checkDirection(name: string, model: MappingModel, direction: Direction): void {
  if (model.direction !== undefined && model.direction !== direction) throw otherDirection(name, direction);
}

/** "Writeback isn't supported in Microsoft tenants operated by 21Vianet" (Microsoft, "SAP SuccessFactors integration reference"). */
function checkCloud({ name, entraId }: Connection): void {
  if (entraId === undefined || !isChina(entraId.graph)) return;
  throw new SfmapError(
    'SFM-CLOUD',
    `The connection ${name} leads to the cloud in China, which 21Vianet operates: Microsoft offers no writeback there.`,
    'Use an inbound mapping with it, or another tenant.',
    2,
  );
}

function checkErrors(name: string, { text }: MappingFile, found: readonly Diagnostic[]): void {
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw hasErrors(name, text, errors);
}

/** Parses and binds a mapping for reading people alone, where errors do not matter. */
export function readModel(text: string): MappingModel {
  return bindMapping(parseMapping(text));
}

function otherDirection(name: string, direction: Direction): SfmapError {
  return direction === 'writeback'
    ? new SfmapError(
        'SFM-DIRECTION',
        `${name} is an inbound mapping, and this command runs a writeback.`,
        'Give a mapping that begins with: provision EntraID -> SuccessFactors',
        2,
      )
    : new SfmapError('SFM-DIRECTION', `${name} is a writeback.`, 'Give an inbound mapping.', 2);
}

const shownErrors = 5;

function hasErrors(name: string, text: string, errors: readonly Diagnostic[]): SfmapError {
  const lines = errors.slice(0, shownErrors).map(({ start, code, message }) => {
    const before = text.slice(0, start).split('\n');
    return `  ${name}:${before.length}:${(before.at(-1)?.length ?? 0) + 1} ${code} ${message}`;
  });
  const more = errors.length > shownErrors ? [`  … and ${errors.length - shownErrors} more`] : [];
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
  return new SfmapError(
    'SFM-CHECK',
    [`${name} has ${count}, so nothing was read or written:`, ...lines, ...more].join('\n'),
    '\nCorrect the mapping first; sfmap check shows everything.',
    1,
  );
}
