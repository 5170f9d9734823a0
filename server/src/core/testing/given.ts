import type { BoundTest, MappingModel } from '../analysis/model.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { TestStatement } from '../language/syntax.ts';
import { idsOf, peopleOf } from '../mapping/people.ts';

/** A file that tests name, as it was read: its JSON, or in one or two sentences why it could not be. */
export type GivenFile = { readonly payload: Json } | { readonly problem: string };

/** The lines of one kind of a test. */
export function linesOf<K extends TestStatement['kind']>(
  { statements }: BoundTest,
  kind: K,
): readonly Extract<TestStatement, { kind: K }>[] {
  return statements.flatMap(({ declaration }) => (declaration.kind === kind ? [declaration] : [])) as never;
}

/** The file that a test's `given` names: a sample's, else the text itself. Undefined for inline JSON. */
export function givenFile(model: MappingModel, test: BoundTest): string | undefined {
  const [given] = linesOf(test, 'given');
  if (given?.sample !== undefined) return model.samples.get(given.sample.text);
  if (given?.file === undefined) return undefined;
  // A sample whose name needs quotes goes before a file of that name.
  return model.samples.get(given.file.value) ?? given.file.value;
}

/** The files that the tests of a mapping read, relative to the mapping, each once. */
export function givenFiles(model: MappingModel): readonly string[] {
  return [...new Set(model.tests.flatMap((test) => givenFile(model, test) ?? []))];
}

/** The person that a test is about, or why there is none. */
export function givenPerson(
  model: MappingModel,
  test: BoundTest,
  files: ReadonlyMap<string, GivenFile>,
): { readonly person: Json } | { readonly problem: string } {
  const [given] = linesOf(test, 'given');
  if (given === undefined) return { problem: 'This test has no person: begin it with given "people/rita.json".' };
  if (given.json !== undefined) return chosen(given.json.value ?? null, test, 'The JSON of given');
  if (given.sample !== undefined && !model.samples.has(given.sample.text)) {
    return { problem: `There is no sample ${given.sample.text}. Declare it, or write a file in double quotes.` };
  }
  const name = givenFile(model, test);
  const file = name === undefined ? undefined : files.get(name);
  if (file === undefined) return { problem: `The file ${name ?? ''} was not read.` };
  return 'problem' in file ? file : chosen(file.payload, test, `${name}`);
}

function chosen(payload: Json, test: BoundTest, where: string): { person: Json } | { problem: string } {
  const people = peopleOf(payload);
  const wanted = linesOf(test, 'person')[0]?.id?.value;
  const [only] = people;
  if (only === undefined) return { problem: `${where} holds nobody.` };
  if (wanted === undefined) {
    if (people.length > 1) return { problem: `${where} holds ${people.length} people. Choose one: person "100234".` };
    return isJsonObject(only) ? { person: only } : { problem: `${where} is JSON, but no person.` };
  }
  const person = people.find((one) => idsOf(one).includes(wanted));
  return person === undefined ? { problem: `${where} holds nobody with the id ${wanted}.` } : { person };
}
