import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import { bindMapping } from '../../server/src/core/analysis/bind.ts';
import { checkMapping } from '../../server/src/core/analysis/check.ts';
import { parseMapping } from '../../server/src/core/language/parse.ts';
import { mappingOf } from './long-mapping.ts';
import { ms, report, times } from './measure.ts';

/** A text with one line changed: `round` makes each change another one. */
function edited(text: string, place: string, round: number): string {
  const at = text.indexOf(place);
  return `${text.slice(0, at)}${place}${round}${text.slice(at + place.length)}`;
}

const rows = [500, 1_000, 10_000].map((lines) => {
  const text = mappingOf(lines);
  const full = times(() => {
    const file = parseMapping(text);
    checkMapping(file, bindMapping(file));
  });
  const after = (place: (round: number) => string) => {
    let previous = new Analysis(text);
    void previous.diagnostics;
    let round = 0;
    return times(() => {
      round++;
      previous = new Analysis(edited(text, place(round), round), {}, previous);
      void previous.diagnostics;
    });
  };
  const third = Math.floor((lines - 7) / 3);
  const mapping = after(() => '"x5');
  // Two declarations change here: the one of the round before goes back.
  const anywhere = after((round) => `"x${(round * 997) % third}`);
  const path = after(() => 'departmentNav.name_localized');
  return {
    name: `${lines.toLocaleString('en-US')} lines`,
    cells: {
      'parse and check, p50': ms(full.p50),
      p95: ms(full.p95),
      'after an edit of a mapping, p50': ms(mapping.p50),
      'mapping p95': ms(mapping.p95),
      'of two mappings far apart, p50': ms(anywhere.p50),
      'far apart p95': ms(anywhere.p95),
      'of a source attribute, p50': ms(path.p50),
      'source p95': ms(path.p95),
    },
  };
});

report({
  title: 'Parse and check',
  about: 'A whole file, and the same file after an edit; the goals for 10,000 lines are 150 ms and 5 ms.',
  rows,
});

/** Edits one declaration after the other, as an editor does, and weighs what is held. */
function heapAfter(edits: number, state: { text: string; analysis: Analysis; round: number }): number {
  for (let i = 0; i < edits; i++) {
    state.round++;
    const text = edited(state.text, `"x${(state.round * 31) % 300}`, state.round);
    state.analysis = new Analysis(text, {}, state.analysis);
    void state.analysis.diagnostics;
  }
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const text = mappingOf(1_000);
const state = { text, analysis: new Analysis(text), round: 0 };
const first = heapAfter(1_000, state);
const memory = [2_000, 5_000, 10_000].map((edits) => {
  const held = heapAfter(edits - state.round, state);
  return {
    name: `${edits.toLocaleString('en-US')} edits`,
    cells: { 'heap held': `${held.toFixed(1)} MB`, 'to that after 1,000 edits': (held / first).toFixed(2) },
  };
});

report({
  title: 'Memory over many edits',
  about: 'A file of 1,000 lines, edited and checked again and again; the goal is a heap that stays within a tenth.',
  rows: memory,
});
