import type * as z from 'zod';
import { projectError } from './project-error.ts';

/** Names that look like a secret; such an entry gets its own cure. */
const secretName = /pass|secret|token|privatekey|credential/i;

/**
 * The first problem that a schema found, as a sentence that names the place by its JSON path. Values are never quoted:
 * a password that somebody wrote into the file must not come back in a message.
 *
 * @param what What was read, for messages: `sfmap.json`.
 */
export function schemaProblem(what: string, error: z.ZodError): Error {
  const issue = error.issues[0];
  if (issue === undefined) return projectError(`${what} is not valid.`, 'Compare it with the documentation.');
  const place = jsonPath(issue.path);

  switch (issue.code) {
    case 'unrecognized_keys': {
      const name = issue.keys[0] ?? '';
      const full = place === '' ? name : `${place}.${name}`;
      if (secretName.test(name)) {
        return projectError(
          `${what}: ${full} looks like a secret, and this file never holds one.`,
          'Take it out, change it in the tenant, and give it as an environment variable or in VS Code when asked.',
        );
      }
      return projectError(`${what}: ${full} is not known.`, 'Take it out, or check its spelling.');
    }
    case 'invalid_type':
      return projectError(
        `${what}: ${place || 'the file'} must be ${article(issue.expected)}.`,
        cureOf(issue.expected),
      );
    case 'invalid_value':
      return projectError(`${what}: ${place} must be one of ${issue.values.join(', ')}.`, 'Write one of them.');
    case 'too_small':
      return projectError(`${what}: ${place} is empty.`, 'Give it a value, or take it out.');
    default:
      return projectError(`${what}: ${place} ${issue.message}.`, 'Correct it.');
  }
}

function cureOf(expected: string): string {
  return expected === 'string' ? 'Write it in double quotes.' : 'Correct it.';
}

function article(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    boolean: 'true or false',
    object: 'an object',
    record: 'an object',
    number: 'a number',
    array: 'a list',
  };
  return words[expected] ?? `of type ${expected}`;
}

function jsonPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? String(step) : `.${String(step)}`))
    .join('');
}
