import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { mappingOf } from './long-mapping.ts';
import { type Goal, ms, type Row, report, spread, type Times, timesOf } from './measure.ts';
import { ServerProcess, TypedDocument } from './server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'sfmap-bench-'));
const people = join('examples', 'inbound', 'people');
cpSync(people, join(folder, 'people'), { recursive: true });
const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
const SAMPLE = ['sample rehire = "people/rehire.json"'];

type Spread = Times & { readonly max: number };
const cellsOf = ({ p50, p95, max }: Spread, goal: number) => ({
  p50: ms(p50),
  p95: ms(p95),
  max: ms(max),
  goal: ms(goal),
});
const goalOf = (what: string, { p95 }: Spread, goal: number): Goal[] => [{ what, measured: p95, goal }];

/** The first start of a build compiles and leaves the compiled code beside the program; every later one takes it. */
async function startUp(): Promise<void> {
  rmSync(join('dist', '.compiled'), { recursive: true, force: true });
  const start = async () => {
    const server = await ServerProcess.start(folder);
    await server.stop();
    return server.started;
  };
  const first = await start();
  const samples: number[] = [];
  for (let i = 0; i < 40; i++) samples.push(await start());
  const measured = spread(samples);
  report({
    title: 'Language server: start',
    about: 'From the start of the process to the answer to `initialize`.',
    rows: [
      { name: 'start', cells: cellsOf(measured, 120), goals: goalOf('start', measured, 120) },
      { name: 'the first one of a new version', cells: { p50: ms(first), p95: '', max: '', goal: '' } },
    ],
  });
}

/**
 * A document typed from start to finish, as Bicep's developers measure theirs: it grows line by line; about `KEYS`
 * keystrokes, spread evenly over its lines, are sent one by one, each followed by a request for diagnostics.
 */
async function typeDocuments(): Promise<void> {
  const KEYS = 1_500;
  const goals = new Map([
    [100, 15],
    [500, 15],
    [1_000, 25],
    [10_000, 50],
  ]);
  const rows: Row[] = [];
  for (const [lines, goal] of goals) {
    const server = await ServerProcess.start(folder);
    const text = mappingOf(lines, SAMPLE);
    const document = new TypedDocument(server, uriOf(`typed-${lines}.sfmap`), '');
    await document.open();
    const measured = await typeAll(document, text, KEYS);
    if (document.text !== text) throw new Error('What was typed is not the text.');
    rows.push({
      name: `${lines.toLocaleString('en-US')} lines`,
      cells: { ...cellsOf(measured, goal), 'memory of the process': `${server.memory().toFixed(0)} MB` },
      goals: goalOf(`keystroke at ${lines} lines`, measured, goal),
    });
    await server.stop();
  }
  report({
    title: 'Language server: type a document from start to finish',
    about: 'From a keystroke to its diagnostics, over stdio, while the document grows to this length.',
    rows,
  });
}

async function typeAll(document: TypedDocument, text: string, keys: number): Promise<Spread> {
  const lines = text.split(/(?<=\n)/);
  const step = Math.max(1, Math.round(text.length / keys));
  const samples: number[] = [];
  for (const [index, line] of lines.entries()) {
    // Every so many lines one is typed; those between are pasted.
    const pieces = index % step === 0 ? line : [line];
    for (const piece of pieces) {
      const start = performance.now();
      const end = document.text.length;
      await document.replace(end, end, piece);
      if (pieces === line) {
        await document.ask('diagnostic');
        samples.push(performance.now() - start);
      }
    }
  }
  return spread(samples);
}

/** Who stands in the columns of a preview. */
const SIDE_BY_SIDE = [['rehire'], ['rehire', 'plain', 'conversion', 'global-assignment', 'concurrent-jobs']];

async function requests(): Promise<void> {
  const rows: Row[] = [];
  for (const lines of [1_000, 10_000]) {
    const server = await ServerProcess.start(folder);
    const document = new TypedDocument(server, uriOf(`asked-${lines}.sfmap`), mappingOf(lines, SAMPLE));
    await document.open();
    await document.ask('diagnostic');
    await document.ask('inlayHint', { range: wholeRange(document) });
    const name = (what: string) => `${what}, ${lines.toLocaleString('en-US')} lines`;
    const measure = async (what: string, goal: number, run: (round: number) => Promise<unknown>) => {
      const measured = await timesOf(60, async (round) => {
        if (isNothing(await run(round))) throw new Error(`There is no answer to ${what}.`);
      });
      rows.push({ name: name(what), cells: cellsOf(measured, goal), goals: goalOf(name(what), measured, goal) });
    };
    const long = lines > 1_000;
    const mark = `"x${Math.floor(lines / 6)}`;
    const middle = () => document.text.indexOf(mark);
    /** A digit more in the text of a mapping. */
    const type = async (round: number) => {
      const at = middle() + mark.length;
      await document.replace(at, at, String(round % 10));
      return at;
    };

    await measure('completion of an attribute, after a keystroke', long ? 50 : 20, async (round) => {
      const at = document.text.indexOf('[', middle() - 40) + 1;
      await document.replace(at, at + (round % 2), round % 2 === 0 ? 'a' : '');
      return document.ask('completion', { position: document.position(at), context: { triggerKind: 1 } });
    });
    await measure('completion of a path step', long ? 50 : 20, async () => {
      const at = document.text.indexOf('jobInfoNav.', document.text.length / 5) + 'jobInfoNav.'.length;
      return document.ask('completion', { position: document.position(at), context: { triggerKind: 1 } });
    });
    await measure('hover', 10, (round) =>
      document.ask('hover', {
        position: document.position(document.text.indexOf('IsPresent', middle() - (round % 7) * 90)),
      }),
    );
    await measure('signature help', 10, () => document.ask('signatureHelp', { position: document.position(middle()) }));
    await measure('values of 100 lines, after a keystroke', 50, async (round) => {
      const from = document.position(await type(round)).line;
      return document.ask('inlayHint', {
        range: { start: { line: from - 50, character: 0 }, end: { line: from + 50, character: 0 } },
      });
    });
    for (const side of long ? SIDE_BY_SIDE.slice(0, 1) : SIDE_BY_SIDE) {
      const people = side.map((file) => ({ key: file, from: { kind: 'file', file: `people/${file}.json` } }));
      await server.connection.sendNotification('sfmap/previewPeople', { uri: document.uri, people });
      await measure(
        `preview of ${side.length === 1 ? 'a person' : '5 people'}, after a keystroke`,
        100,
        async (round) => {
          await type(round);
          return server.connection.sendRequest('sfmap/previewTable', { uri: document.uri });
        },
      );
    }
    await measure('code actions', 50, () => {
      const position = document.position(middle());
      return document.ask('codeAction', { range: { start: position, end: position }, context: { diagnostics: [] } });
    });
    await measure('changed semantic tokens, after a keystroke', 50, tokensAfterKeystroke(document, type));
    await measure('symbols of the document', 50, () => document.ask('documentSymbol'));
    await measure('references of an attribute', 50, () =>
      document.ask('references', {
        position: document.position(document.text.indexOf('[firstName]', middle() - 40) + 2),
        context: { includeDeclaration: true },
      }),
    );
    await server.stop();
  }
  report({
    title: 'Language server: requests',
    about: 'From a request to its answer, over stdio, in a mapping of this length with a sample person.',
    rows,
  });
}

function tokensAfterKeystroke(
  document: TypedDocument,
  type: (round: number) => Promise<number>,
): (round: number) => Promise<unknown> {
  let previousResultId: string | undefined;
  return async (round) => {
    await type(round);
    const answer: { resultId?: string } | null =
      previousResultId === undefined
        ? await document.ask('semanticTokens/full')
        : await document.ask('semanticTokens/full/delta', { previousResultId });
    previousResultId = answer?.resultId;
    return answer;
  };
}

/** An answer that tells nothing: its time would be no measure. */
function isNothing(answer: unknown): boolean {
  if (answer === undefined) return true;
  const list = Array.isArray(answer) ? answer : (answer as { items?: unknown[] } | null)?.items;
  return answer === null || list?.length === 0;
}

function wholeRange(document: TypedDocument): object {
  return { start: { line: 0, character: 0 }, end: document.position(document.text.length) };
}

/** 100 attributes with their values, when another person is chosen. */
async function sampleSwitch(): Promise<void> {
  const server = await ServerProcess.start(folder);
  const document = new TypedDocument(server, uriOf('switched.sfmap'), mappingOf(207, SAMPLE));
  await document.open();
  await document.ask('inlayHint', { range: wholeRange(document) });
  const persons = ['plain', 'conversion'].map((label) => {
    const payload = JSON.parse(readFileSync(join(people, `${label}.json`), 'utf8'));
    return { label, payload };
  });
  const measured = await timesOf(60, async (round) => {
    const person = persons[round % persons.length];
    await server.connection.sendNotification('sfmap/samplePerson', { uri: document.uri, person });
    await document.ask('inlayHint', { range: wholeRange(document) });
  });
  await server.stop();
  report({
    title: 'Language server: another sample person',
    about: 'From the choice of a person to the values of 66 attributes and 66 mappings.',
    rows: [{ name: 'sample switch', cells: cellsOf(measured, 100), goals: goalOf('sample switch', measured, 100) }],
  });
}

/** The diagnostics of a folder of 1,000 mappings; meanwhile somebody hovers. Then the same, cancelled at once. */
async function manyFiles(): Promise<void> {
  const FILES = 1_000;
  const many = join(folder, 'many');
  mkdirSync(many);
  for (let i = 0; i < FILES; i++) writeFileSync(join(many, `mapping-${i}.sfmap`), mappingOf(46));
  const server = await ServerProcess.start(many);
  const document = new TypedDocument(server, pathToFileURL(join(folder, 'beside.sfmap')).href, mappingOf(100, SAMPLE));
  await document.open();
  await document.ask('diagnostic');
  const position = document.position(document.text.indexOf('IsPresent'));

  const hovers: number[] = [];
  let reading = true;
  const begin = performance.now();
  const cold = server.ask('workspace/diagnostic', { previousResultIds: [] }).then(() => {
    reading = false;
    return performance.now() - begin;
  });
  while (reading) {
    const start = performance.now();
    await document.ask('hover', { position });
    hovers.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const took = await cold;
  const memory = server.memory();
  await server.stop();

  const cancels: number[] = [];
  for (let i = 0; i < 10; i++) {
    const fresh = await ServerProcess.start(many);
    const source = new CancellationTokenSource();
    const asked = fresh.ask('workspace/diagnostic', { previousResultIds: [] }, source.token).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const start = performance.now();
    source.cancel();
    await asked;
    cancels.push(performance.now() - start);
    await fresh.stop();
  }
  const hover = spread(hovers);
  const cancelled = spread(cancels);
  report({
    title: 'Language server: a folder of 1,000 mappings',
    about: `Diagnostics of every file, none of them open; ${hovers.length} hovers meanwhile; and the same cancelled after 150 ms.`,
    rows: [
      {
        name: 'all diagnostics, cold',
        cells: cellsOf({ p50: took, p95: took, max: took }, 2_000),
        goals: [{ what: 'a folder of 1,000 mappings', measured: took, goal: 2_000 }],
      },
      { name: 'hover meanwhile', cells: cellsOf(hover, 100), goals: goalOf('hover meanwhile', hover, 100) },
      { name: 'cancellation', cells: cellsOf(cancelled, 50), goals: goalOf('cancellation', cancelled, 50) },
      { name: `memory of the process: ${memory.toFixed(0)} MB`, cells: { p50: '', p95: '', max: '', goal: '' } },
    ],
  });
}

async function all(): Promise<void> {
  await startUp();
  await typeDocuments();
  await requests();
  await sampleSwitch();
  await manyFiles();
}

all()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
