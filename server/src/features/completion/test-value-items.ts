import type { Analysis } from '../../core/analysis/analyse.ts';
import type { BoundTest } from '../../core/analysis/model.ts';
import { evaluateMapping } from '../../core/mapping/evaluate.ts';
import { idsOf, peopleOf } from '../../core/mapping/people.ts';
import { type GivenFile, givenFile, givenPerson, linesOf } from '../../core/testing/given.ts';
import { optionsOf } from '../../core/testing/run-tests.ts';
import {
  type CompletionItem,
  escaped,
  inQuotes,
  isShortText,
  plainItem,
  type Request,
  rank,
} from './completion-item.ts';

const MOST_PEOPLE = 500;

/** In a test: what the mapping yields for its person, the ids of its payload, today. */
export function testValueItems(request: Request<'test-value'>): CompletionItem[] {
  const { analysis, context, offset } = request;
  if (context.of === 'at') return todayItems(analysis);
  const test = analysis.model.tests.findLast(({ placed }) => placed.offset <= offset);
  if (test === undefined) return [];
  const files = request.given ?? new Map<string, GivenFile>();
  const texts = context.of === 'person' ? idsIn(analysis, test, files) : yielded(request, test, files);
  const close = context.closed ? '' : '"';
  return [...new Set(texts)].filter(isShortText).map((text, index) =>
    plainItem(context.quoted ? text : inQuotes(text), 'value', rank(0, index), {
      detail: context.of === 'person' ? 'in the payload' : `what ${context.target} is for this person`,
      insert: [context.quoted ? escaped(text) + close : inQuotes(text)],
      whole: true,
    }),
  );
}

function todayItems({ evaluationOptions: { host } }: Analysis): CompletionItem[] {
  const day = host?.now?.toISOString().slice(0, 10);
  return day === undefined ? [] : [plainItem(day, 'value', '0', { detail: 'today' })];
}

function idsIn({ model }: Analysis, test: BoundTest, files: ReadonlyMap<string, GivenFile>): readonly string[] {
  const name = givenFile(model, test);
  const file = name === undefined ? undefined : files.get(name);
  const inline = linesOf(test, 'given')[0]?.json?.value;
  const payload = file !== undefined && 'payload' in file ? file.payload : inline;
  return payload === undefined
    ? []
    : peopleOf(payload)
        .slice(0, MOST_PEOPLE)
        .flatMap((person) => idsOf(person)[0] ?? []);
}

/** What the mapping of the target yields for the person of the test, as the condition writes it. */
function yielded(
  { analysis: { model, file, parameters }, context }: Request<'test-value'>,
  test: BoundTest,
  files: ReadonlyMap<string, GivenFile>,
): readonly string[] {
  const given = givenPerson(model, test, files);
  const options = optionsOf(test, { text: file.text, parameters });
  if ('problem' in given || 'problem' in options) return [];
  const outcome = evaluateMapping(model, given.person, options).targets.get(context.target ?? '');
  if (outcome?.state !== 'value') return [];
  const values = typeof outcome.value === 'string' ? [outcome.value] : context.of === '==' ? [] : outcome.value;
  return context.of === 'matches' ? values.map((value) => `^${value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`) : values;
}
