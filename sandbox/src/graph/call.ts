import { queryParameters, type Request } from '../http/reply.ts';
import { badQuery } from './graph-error.ts';

/** A request to Graph with its query options. */
export interface Call {
  readonly request: Request;
  /** System query options by their lower-case names; OData minds no letter case in them. */
  readonly options: ReadonlyMap<string, string>;
  /** `ConsistencyLevel: eventual` was sent. */
  readonly eventual: boolean;
  /** Both advanced query parameters were sent. */
  readonly advanced: boolean;
}

/** Reads the query options of a request. @throws GraphError 400: a broken encoding, an option that is given twice, a format that is not JSON */
export function readCall(request: Request): Call {
  const parameters = queryParameters(request.rawQuery);
  if (!parameters) throw badQuery('The query string is not encoded properly.');
  const options = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (!name.startsWith('$')) continue;
    const key = name.toLowerCase();
    if (options.has(key))
      throw badQuery(`Query option '${key}' was specified more than once, but it must be specified at most once.`);
    options.set(key, value);
  }
  const format = options.get('$format');
  if (format !== undefined && !/^(application\/)?json\b/i.test(format))
    throw badQuery(`The format '${format}' is not supported.`);
  options.delete('$format');
  const eventual = String(request.headers['consistencylevel'] ?? '').toLowerCase() === 'eventual';
  return { request, options, eventual, advanced: eventual && options.get('$count')?.toLowerCase() === 'true' };
}

/** Refuses the system query options that an operation does not take. */
export function allowOptions(call: Call, allowed: readonly string[]): void {
  for (const name of call.options.keys()) {
    if (!allowed.includes(name))
      throw badQuery(`The query specified in the URI is not valid. Query option '${name}' is not allowed.`);
  }
}
