import type { MappingModel } from '../core/analysis/model.ts';
import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import { personQuery } from '../core/query/person-query.ts';
import { longestSelect, type WorkersWanted, workerSelect } from './worker-select.ts';

/** What is asked about each worker. */
export interface WorkerQuery {
  readonly expand: readonly string[];
  /** Absent where whole records are read. */
  readonly select?: readonly string[];
}

/** The query that brings what several mappings read: each sees what its own query would bring, and perhaps more. */
export function workerQuery(
  models: readonly MappingModel[],
  generation: ConnectorGeneration,
  whom: WorkersWanted,
): WorkerQuery {
  const expand = [...new Set(models.flatMap((model) => personQuery(model, generation).expand))];
  const selections = models.map((model) => workerSelect(model, expand, whom));
  const fields = selections.every((one) => one !== undefined) ? [...new Set(selections.flat())] : undefined;
  // A navigation that stands alone is its whole record.
  const whole = new Set(fields);
  const select = fields?.filter(
    (field) => !whole.has(field.slice(0, Math.max(field.lastIndexOf('/'), 0))) || isNode(field, expand),
  );
  const tooLong = select === undefined || select.join(',').length > longestSelect[whom];
  return tooLong ? { expand } : { expand, select };
}

const isNode = (field: string, expand: readonly string[]) =>
  expand.some((path) => path === field || path.startsWith(`${field}/`));
