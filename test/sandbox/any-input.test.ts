import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());

const words = [
  'personIdExternal',
  'emailNav/isPrimary',
  'employmentNav/jobInfoNav',
  'in',
  'eq',
  'and',
  'or',
  'not',
  'like',
  '(',
  ')',
  ',',
  "'100101'",
  "'",
  "''",
  'null',
  'true',
  '5L',
  "datetime'2024-01-01T00:00:00'",
  "datetimeoffset'x'",
  'tolower(',
  '%',
  '*',
  '__proto__',
  'constructor',
  '/',
  '\u0000',
  'é',
  '$',
];
const soup = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((parts) => parts.join(' '));
const anyText = fc.oneof(soup, fc.string({ maxLength: 60 }));

describe('whatever is sent', () => {
  it('a filter, select, expand or page gets rows or a 400, never a failure of the sandbox', async () => {
    const option = fc.constantFrom('$filter', '$select', '$expand', '$top', '$skiptoken', 'customPageSize', 'asOfDate');
    await fc.assert(
      fc.asyncProperty(option, anyText, async (name, text) => {
        const response = await sandbox.sf('PerPerson', { $format: 'json', [name]: text });
        await response.text();
        expect([200, 400]).toContain(response.status);
      }),
      { numRuns: 400 },
    );
  });

  it('so does a filter for Graph', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const response = await sandbox.graph(`users?$filter=${encodeURIComponent(text)}`);
        await response.text();
        expect([200, 400]).toContain(response.status);
      }),
      { numRuns: 200 },
    );
  });

  it('a path gets an answer below 500', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const response = await sandbox.sf(`PerPerson(${encodeURIComponent(text)})`, { $format: 'json' });
        await response.text();
        expect(response.status).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
  });

  it('an upsert of anything changes nothing that it reports as failed', async () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    const record = fc.record(
      {
        __metadata: fc.oneof(fc.constant({ uri: "PerPhone(personIdExternal='100102',phoneType='10605')" }), value),
        phoneNumber: value,
        isPrimary: value,
        operation: fc.constantFrom(null, 'DELETE', 'X', 1),
      },
      { requiredKeys: ['__metadata'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.array(record, { maxLength: 3 }), value), async (body) => {
        await sandbox.control('/sandbox/reset', 'POST');
        const response = await sandbox.post(body);
        const text = await response.text();
        expect([200, 400]).toContain(response.status);
        if (!text.includes('"status":"OK"')) expect((await sandbox.state())['writeCount']).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
