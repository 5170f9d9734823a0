import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Reply, Request } from '../http/reply.ts';
import { tooLarge } from '../odata/expand-count.ts';
import { badRequest, ODataError } from '../odata/odata-error.ts';
import { undo, type Write } from '../upsert/transaction.ts';
import type { UpsertContext } from '../upsert/upsert.ts';
import { innerRequest } from './inner-request.ts';
import { boundaryOf, type Part, partsOf } from './multipart.ts';

/** As many requests go into one batch; SAP prints no number. */
const MAX_REQUESTS = 180;
/** Characters of all answers together. */
const MAX_LENGTH = 256 * 1024 * 1024;

export interface Batching {
  readonly request: Request;
  readonly root: string;
  readonly writing: UpsertContext;
  /** Answers one request, errors included. */
  readonly answer: (inner: Request, writing: UpsertContext) => Reply;
  /** The answer to an error, in the format that a request asked for. */
  readonly refuse: (error: ODataError, asked: Request) => Reply;
}

/**
 * Answers `POST /odata/v2/$batch`: reads, and changesets of upserts. What fails takes its whole changeset back, and no
 * other one (SAP KBA 3709239).
 *
 * @throws ODataError 400 for a body that is no batch
 */
export function answerBatch(batching: Batching): Reply {
  const { request } = batching;
  const parts = partsIn(request.headers['content-type'], request.body);
  let requests = 0;
  for (const part of parts) requests += isChangeset(part) ? changesOf(part).length : 1;
  if (requests > MAX_REQUESTS) {
    throw badRequest(`[COE0018]A batch takes at most ${MAX_REQUESTS} requests, and this one has ${requests}`);
  }
  let length = 0;
  const answers = parts.map((part) => {
    const text = isChangeset(part) ? changeset(batching, part) : single(batching, part);
    length += text.length;
    if (length > MAX_LENGTH) throw tooLarge();
    return text;
  });
  const boundary = `batch_${randomUUID()}`;
  return {
    status: 202,
    headers: { 'content-type': `multipart/mixed; boundary=${boundary}`, dataserviceversion: '1.0' },
    body: multipart(boundary, answers),
  };
}

function partsIn(contentType: string | undefined, body: string): Part[] {
  const boundary = boundaryOf(contentType);
  if (boundary === null) throw badRequest('[COE0018]A batch has the content type multipart/mixed with a boundary');
  const parts = partsOf(body, boundary);
  if (!parts) throw badRequest(`[COE0018]The boundary ${boundary} does not begin and end the parts of the body`);
  return parts;
}

const isChangeset = ({ headers }: Part): boolean => boundaryOf(headers.get('content-type')) !== null;
const changesOf = ({ headers, body }: Part): Part[] => partsIn(headers.get('content-type'), body);

const multipart = (boundary: string, parts: readonly string[]): string =>
  `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;

/** A part that holds an answer, as SAP KBA 3405898 and 3709239 print it. */
function http(reply: Reply, { headers }: Part): string {
  const contentId = headers.get('content-id');
  const fields = Object.entries({ dataserviceversion: '1.0', ...reply.headers })
    .filter(([name]) => name !== 'allow')
    .map(([name, value]) => `${NAMES[name] ?? name}: ${String(value)}\r\n`);
  const length = Buffer.byteLength(reply.body, 'utf8');
  return `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${contentId ? `Content-ID: ${contentId}\r\n` : ''}\r\nHTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ''}\r\n${fields.join('')}Content-Length: ${length}\r\n\r\n${reply.body}`;
}

const NAMES: Readonly<Record<string, string>> = {
  'content-type': 'Content-Type',
  dataserviceversion: 'DataServiceVersion',
};

/** The request of a part, or the answer that says what is wrong with it. */
function held({ request, root, refuse }: Batching, part: Part): Request | Reply {
  try {
    if (!/^application\/http\b/i.test(part.headers.get('content-type') ?? '')) {
      throw badRequest('[COE0018]A part of a batch is of the type application/http, or a changeset');
    }
    const inner = innerRequest(request, part.body, root);
    if (inner.path === `${root}/$batch`) throw badRequest('[COE0018]A batch holds no other batch');
    return inner;
  } catch (error) {
    if (error instanceof ODataError) return refuse(error, request);
    throw error;
  }
}

function single(batching: Batching, part: Part): string {
  const inner = held(batching, part);
  return http('status' in inner ? inner : batching.answer(inner, batching.writing), part);
}

/** All requests of a changeset, or the one answer of the first that failed. */
function changeset(batching: Batching, part: Part): string {
  const { writing } = batching;
  const writes: Write[] = [];
  const all: UpsertContext = { ...writing, allOrNothing: true, written: (write) => writes.push(write) };
  const answers: string[] = [];
  const failed = writing.store.together(() => {
    for (const change of changesOf(part)) {
      const reply = changed(batching, change, all);
      if (reply.status >= 400) {
        for (const write of writes.reverse()) undo(writing.store, write);
        return http(reply, change);
      }
      answers.push(http(reply, change));
    }
    return null;
  });
  if (failed !== null) return failed;
  for (const write of writes) writing.written(write);
  const boundary = `changeset_${randomUUID()}`;
  return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${multipart(boundary, answers)}`;
}

function changed(batching: Batching, change: Part, writing: UpsertContext): Reply {
  const inner = held(batching, change);
  if ('status' in inner) return inner;
  if (inner.method === 'GET') return batching.refuse(badRequest('[COE0018]A changeset holds no GET'), inner);
  return batching.answer(inner, writing);
}
