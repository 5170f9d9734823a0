import * as z from 'zod';
import { oneLine } from '../../core/one-line.ts';
import { foreignCode } from '../foreign-code.ts';

/** An error as Microsoft Graph tells it. */
export interface GraphError {
  /** The outer code, if it can be one. */
  readonly code: string | undefined;
  /** All codes from the outside in and of the details, in lower case. */
  readonly codes: ReadonlySet<string>;
  /** For pattern matching alone: it may hold names and addresses of people. */
  readonly message: string;
  /** The properties that the details name. */
  readonly targets: readonly string[];
  /** By which Microsoft finds the request again. */
  readonly requestId: string | undefined;
}

const text = z.string().catch('');
const innerSchema = z.looseObject({ code: text, message: text, 'request-id': text });
const schema = z.object({
  error: z.looseObject({
    code: text,
    message: text,
    innerError: z.unknown().optional(),
    innererror: z.unknown().optional(),
    details: z.array(z.looseObject({ code: text, target: text })).catch([]),
  }),
});

/** Errors in errors are read so deep. */
const deepest = 5;

/** Reads the body of a refusal ("Microsoft Graph error responses and resource types"); undefined if it is none. */
export function readGraphError(body: unknown): GraphError | undefined {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  const codes = [error.code, ...error.details.map(({ code }) => code)];
  let requestId = '';
  let inner = innerSchema.safeParse(error.innerError ?? error.innererror);
  for (let depth = 0; inner.success && depth < deepest; depth += 1) {
    const { data } = inner;
    codes.push(data.code);
    requestId ||= data['request-id'];
    inner = innerSchema.safeParse(data['innerError'] ?? data['innererror']);
  }
  return {
    code: foreignCode(error.code),
    codes: new Set(codes.filter((code) => code !== '').map((code) => code.toLowerCase())),
    message: oneLine(error.message.slice(0, 2000)),
    targets: error.details.map(({ target }) => target).filter((target) => /^\w{1,80}$/.test(target)),
    requestId: /^[0-9a-f-]{32,36}$/i.test(requestId) ? requestId : undefined,
  };
}
