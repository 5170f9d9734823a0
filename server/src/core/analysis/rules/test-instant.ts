import { SfmapError } from '../../errors.ts';
import { readInstant } from '../../expressions/expression-input.ts';
import type { Rule } from '../diagnostic.ts';

/** `at` takes a date or an instant of RFC 3339. */
export const testInstant: Rule = {
  code: 'SFM7014',
  severity: 'error',
  title: 'The time of a test',
  page: {
    why: '`at` takes a date, `2026-03-01`, which is its midnight in UTC, or an instant with its zone, `2026-03-01T08:30:00Z` or `2026-03-01T09:30:00+01:00`. A time without a zone would mean another instant on every machine.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeHireDate <- Now()
}

test "hired today" {
  given {}
  at 2026-02-30
  expect employeeHireDate matches "2026"
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeHireDate <- Now()
}

test "hired today" {
  given {}
  at 2026-03-01T08:30:00Z
  expect employeeHireDate matches "2026"
}
`,
    sources: ['RFC 3339, "Date and Time on the Internet: Timestamps"'],
  },
  each: {
    at: (placed, context) => {
      const { instant } = placed.declaration;
      if (instant === undefined || isInstant(instant.text)) return;
      const zoned = `${instant.text}Z`;
      const message = `${instant.text} is no point in time.`;
      if (isInstant(zoned)) {
        context.report(placed, instant, {
          message: `${message} A time needs its zone: ${zoned} for UTC.`,
          fixes: [
            {
              title: `Write ${zoned}`,
              edits: [{ start: placed.offset + instant.end, end: placed.offset + instant.end, text: 'Z' }],
            },
          ],
        });
      } else {
        context.report(placed, instant, {
          message: `${message} Write a date or an instant: 2026-03-01, 2026-03-01T08:30:00Z.`,
        });
      }
    },
  },
};

function isInstant(text: string): boolean {
  try {
    readInstant(text, 'at');
    return true;
  } catch (error) {
    if (error instanceof SfmapError) return false;
    throw error;
  }
}
