import { jsonReply, type Reply, type Request } from '../http/reply.ts';
import { type BatchItem, readBatch } from './batch-request.ts';
import { badQuery, GraphError } from './graph-error.ts';
import { plainPath } from './segments.ts';

/** What stands in `responses` for one request. */
interface BatchResponse {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const FAILED = 400;

/**
 * Answers `POST /v1.0/$batch`: the requests one after another, each after those that it depends on, each with its own
 * status; 424 where one that it depends on has failed.
 *
 * @param answer answers one request, errors included
 * @param arrange puts the responses in the order in which they are sent, which is nobody's promise
 * @throws GraphError 400 for a batch that cannot be read
 */
export function answerBatch(
  request: Request,
  version: string,
  answer: (request: Request) => Reply,
  arrange: (responses: readonly BatchResponse[]) => readonly BatchResponse[],
  refuse: (error: GraphError, request: Request) => Reply,
): Reply {
  const failed = new Set<string>();
  const one = ({ id, dependsOn, request: each }: BatchItem): BatchResponse => {
    const reply = dependsOn.some((other) => failed.has(other.toLowerCase()))
      ? refuse(new GraphError(424, 'FailedDependency', 'A request that this one depends on has failed.'), each)
      : plainPath(each.path) === '/$batch'
        ? refuse(badQuery('A batch cannot hold another batch.'), each)
        : answer(each);
    if (reply.status >= FAILED) failed.add(id.toLowerCase());
    return { id, status: reply.status, headers: headersOf(reply), ...bodyOf(reply) };
  };
  const responses = readBatch(request, version).map(one);
  return jsonReply(200, { responses: arrange(responses) });
}

/** Headers in the capitals of the document. */
const headersOf = ({ headers = {} }: Reply): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !/request-id$/.test(name))
      .map(([name, value]) => [
        name.startsWith('x-ms-')
          ? name
          : name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()).replace('Odata', 'OData'),
        String(value),
      ]),
  );

function bodyOf({ body }: Reply): { body?: unknown } {
  if (body === '') return {};
  try {
    return { body: JSON.parse(body) };
  } catch {
    return { body: Buffer.from(body).toString('base64') };
  }
}
