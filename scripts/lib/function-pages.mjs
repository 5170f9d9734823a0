// The pages of docs/functions, made from the catalogue and the case files; each example is evaluated while it is made.

/** A source of random numbers that gives the same ones in every run (mulberry32). */
export function seededRandom(seed = 1) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What the world is for a case: a fixed clock, fixed random numbers, contoso.com, and the values that it calls taken. */
export function caseOptions({ host, taken = [] }) {
  if (host !== undefined) return host;
  return {
    now: '2021-07-02T15:33:38Z',
    random: seededRandom(),
    defaultDomain: 'contoso.com',
    isTaken: (value) => taken.includes(value),
  };
}

/** How many of Microsoft's examples and of ours a page shows. */
const SHOWN = { theirs: 10, ours: 6 };

/** The page of one function. `core` is the library's evaluator with the catalogue. */
export function functionPage(name, cases, core) {
  const signature = core.functionSignatures.get(name);
  const document = core.functionDocuments.get(name);
  if (signature === undefined || document === undefined) throw new Error(`${name} has no signature or no document.`);
  const source = document.source ?? core.FUNCTION_REFERENCE;
  const theirs = cases.filter((one) => one.documented !== undefined).slice(0, SHOWN.theirs);
  const ours = cases.filter((one) => one.show === true && one.documented === undefined).slice(0, SHOWN.ours);
  const examples = (list) => list.map((one) => example(one, core)).join('\n\n');
  const parts = [
    `# ${name}`,
    `\`${core.signatureText(signature)}\` → ${signature.returns}`,
    signature.summary,
    document.details,
    ...section('Parameters', parameterTable(signature, document)),
    ...section('Null and empty', document.empty),
    ...section('Use', document.use),
    ...section('Where the sources differ', document.differs),
    ...section("Microsoft's examples", examples(theirs)),
    ...section('Further examples', examples(ours)),
    `Source: Microsoft, "${source}". Made by \`node scripts/function-pages.mjs\`; the examples were evaluated then.`,
  ];
  return page(parts);
}

function page(parts) {
  return `${parts.join('\n\n')}\n`;
}

function section(title, text) {
  return text === undefined || text === '' ? [] : [`## ${title}`, text];
}

function parameterTable({ parameters, repeating }, document) {
  const rows = [
    ...parameters.map(({ name, optional }) => [name, optional === true ? 'may be left out' : 'required']),
    ...repeating.map(({ name }) => [name, 'repeats']),
  ];
  if (rows.length === 0) return '';
  const lines = rows.map(([name, kind]) => `| \`${name}\` | ${kind} | ${document.parameters[name] ?? missing(name)} |`);
  return ['| parameter | | |', '| --- | --- | --- |', ...lines].join('\n');
}

function missing(name) {
  throw new Error(`The parameter ${name} is not described.`);
}

function example(one, core) {
  const result = core.evaluateExpression(one.expression, one.input ?? {}, caseOptions(one));
  const input = one.input === undefined ? [] : [`with ${JSON.stringify(one.input)}`];
  const taken = one.taken === undefined ? [] : [`taken: ${one.taken.join(', ')}`];
  const lines = [one.expression, ...input, ...taken, `→ ${resultText(result)}`];
  const remarks = [
    ...(typeof one.documented === 'string' && !one.documented.startsWith('(')
      ? [`Microsoft prints \`${one.documented}\`.`]
      : []),
    ...(one.why === undefined ? [] : [one.why]),
  ];
  return ['```', ...lines, '```', ...(remarks.length === 0 ? [] : ['', remarks.join(' ')])].join('\n');
}

function resultText({ state, value, error }) {
  if (state === 'value') return JSON.stringify(value);
  return state === 'error' ? `error: ${error}` : state;
}

/** The list of all pages by subject. */
export function functionIndex(core) {
  const subjects = core.functionSubjects.map(({ title, documents }) =>
    [
      `## ${title}`,
      '',
      '| function | |',
      '| --- | --- |',
      ...Object.keys(documents)
        .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
        .map((name) => `| [${name}](${name}.md) | ${core.functionSignatures.get(name).summary} |`),
    ].join('\n'),
  );
  return page([
    '# The functions of the expression language',
    'All of them are evaluated by sfmap: `sfmap expr` tries one out. Names are case-sensitive; an argument that may be left out is skipped by an empty slot (`Replace([a], "x", , , "y")`).',
    ...subjects,
    'Made by `node scripts/function-pages.mjs` from the catalogue and the cases in `test/core/functions`.',
  ]);
}
