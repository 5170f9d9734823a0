import { isJsonObject } from '../../json.ts';
import { readExisting } from '../../mapping/existing.ts';
import { givenPerson } from '../../testing/given.ts';
import type { Rule } from '../diagnostic.ts';
import { nameSuggestion } from '../suggestion.ts';

/** What a test is given can be found, and is a person; what exists is an object of values. */
export const testGiven: Rule = {
  code: 'SFM7016',
  severity: 'error',
  title: 'What a test is given',
  page: {
    why: '`given` takes a file in double quotes, the name of a `sample` without quotes, or JSON: one person, `{"d": {…}}` or `{"d": {"results": […]}}`. `existing` takes an object that holds the values of the target by name. Without a person the test cannot be run, and of several `person` chooses one.',
    wrong: `provision SuccessFactors -> EntraID

sample rehire = "people/rehire.json"

map {
  employeeId <- [personIdExternal] match 1
}

test "a rehired person keeps the id" {
  given rehired
  expect employeeId == "100234"
}
`,
    right: `provision SuccessFactors -> EntraID

sample rehire = "people/rehire.json"

map {
  employeeId <- [personIdExternal] match 1
}

test "a rehired person keeps the id" {
  given rehire
  expect employeeId == "100234"
}
`,
  },
  check(context) {
    for (const test of context.model.tests) {
      const given = test.statements.find(({ declaration }) => declaration.kind === 'given');
      if (given?.declaration.kind !== 'given' || test.unread.length > 0) continue;
      const { json } = given.declaration;
      // What is no object is told of the line alone.
      if (json?.value === undefined || !isJsonObject(json.value)) continue;
      const chosen = givenPerson(context.model, test, new Map());
      if ('problem' in chosen) context.report(given, json, { message: chosen.problem });
    }
  },
  each: {
    given: (placed, context) => {
      const { sample, json } = placed.declaration;
      if (json?.value !== undefined && !isJsonObject(json.value)) {
        context.report(placed, json, {
          message: 'This JSON is no person. Write an object: given { "personIdExternal": "100234" }.',
        });
      }
      if (sample === undefined) return;
      const { samples, unread } = context.whole().model;
      if (samples.has(sample.text) || unread.samples.has(sample.text)) return;
      const { question, fixes } = nameSuggestion(sample.text, samples.keys(), placed, sample);
      const file = /[.]/.test(sample.text)
        ? [
            {
              title: `Write "${sample.text}"`,
              preferred: true,
              edits: [
                { start: placed.offset + sample.start, end: placed.offset + sample.end, text: `"${sample.text}"` },
              ],
            },
          ]
        : [];
      const cure =
        question === '' ? ' A file stands in double quotes; a sample is declared by a sample line.' : question;
      context.report(placed, sample, {
        message: `There is no sample ${sample.text}.${cure}`,
        fixes: fixes.length > 0 ? fixes : file,
      });
    },
    existing: (placed, context) => {
      const { json } = placed.declaration;
      if (json?.value === undefined) return;
      const read = readExisting(json.value);
      if ('problem' in read) {
        const message = `existing holds the values of the target by name. ${read.problem}`;
        context.report(placed, json, { message });
      }
    },
  },
};
