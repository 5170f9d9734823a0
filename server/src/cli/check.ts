import { type Command, Option } from 'commander';
import type { Severity } from '../core/analysis/check.ts';
import { diagnostics } from '../features/diagnostics.ts';
import { connectionRemarks } from '../project/connection-remarks.ts';
import { fileProblems } from '../project/file-problems.ts';
import { MetadataFiles } from '../project/metadata-file.ts';
import { ruleLevelProblems } from '../project/rule-levels.ts';
import { eachMapping, hasDocument, resultsOf } from './each-mapping.ts';
import { evaluationOptions } from './evaluation-options.ts';
import type { CliIo } from './io.ts';
import { LineMap } from './line-column.ts';
import { type CheckedMapping, sarifLog, UNREAD_MAPPING } from './sarif.ts';
import { analyseAnyway, checkFlags, type EvaluationFlags } from './surroundings.ts';

interface CheckFlags extends EvaluationFlags {
  readonly format: 'text' | 'json' | 'sarif';
  readonly failOn: Severity;
}

interface Found {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

const RANK: Readonly<Record<Severity, number>> = { information: 0, warning: 1, error: 2 };

/** `sfmap check FILE...`: what is wrong, as text, as the JSON that pipelines read, or as SARIF. */
export function registerCheck(program: Command, io: CliIo): void {
  const command = program
    .command('check')
    .description('find what is wrong in mapping files')
    .argument('<file...>', 'files, folders, globs, or - for standard input');
  evaluationOptions(command)
    .option('--metadata <file>', "the tenant's $metadata, for its own fields")
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'sarif']).default('text'))
    .addOption(
      new Option('--fail-on <level>', 'exit 1 at or above this level')
        .choices(['error', 'warning', 'information'])
        .default('error'),
    )
    .action((files: string[], flags: CheckFlags) => check(files, flags, io));
}

async function check(files: readonly string[], flags: CheckFlags, io: CliIo): Promise<void> {
  const metadata = new MetadataFiles();
  const remarks = new Set<string>();
  await checkFlags(flags, io);
  const handled = await eachMapping(files, io, async (mapping) => {
    const { analysis, project, sampleError } = await analyseAnyway(mapping, flags, io, true, metadata);
    for (const remark of [...ruleLevelProblems(project), ...connectionRemarks(project)]) remarks.add(remark);
    const found = diagnostics(analysis, sampleError?.sentence);
    const told = new Set(found.flatMap(({ code, start }) => (code === 'SFM1104' ? [start] : [])));
    const files = await fileProblems(mapping.path, analysis);
    return [...found, ...files.filter(({ start }) => !told.has(start))].sort((a, b) => a.start - b.start);
  });
  for (const remark of remarks) io.err(`sfmap: ${remark}\n`);
  const checked = handled.map((one): CheckedMapping => ('error' in one ? one : { ...one, diagnostics: one.result }));
  const found = checked.flatMap(findings);
  const read = resultsOf(handled).length;
  if (!hasDocument(handled)) return;
  if (flags.format === 'sarif') io.out(`${JSON.stringify(sarifLog(checked, io.cwd), null, 2)}\n`);
  else if (flags.format === 'json') io.out(`${JSON.stringify(found, null, 2)}\n`);
  else if (read > 0) io.out(text(found, read, checked.length - read));
  if (found.some(({ severity }) => RANK[severity] >= RANK[flags.failOn])) io.exit(1);
}

function findings(one: CheckedMapping): Found[] {
  if ('error' in one) {
    const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
    return [{ file: one.name, ...place, severity: 'error', code: UNREAD_MAPPING, message: one.error.sentence }];
  }
  const { mapping, diagnostics: diagnosed } = one;
  const lines = new LineMap(mapping.text);
  return diagnosed.map(({ start, end, severity, code, message }) => {
    const from = lines.place(start);
    const to = lines.place(end);
    return {
      file: mapping.name,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      severity,
      code,
      message,
    };
  });
}

/** What was found as text; what could not be read stands on standard error. */
function text(all: readonly Found[], read: number, unread: number): string {
  const found = all.filter(({ code }) => code !== UNREAD_MAPPING);
  const lines = found.map(
    ({ file, line, column, severity, code, message }) => `${file}:${line}:${column} ${severity} ${code} ${message}\n`,
  );
  const count = (severity: Severity) => found.filter((one) => one.severity === severity).length;
  const plural = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  const parts = [
    plural(count('error'), 'error'),
    plural(count('warning'), 'warning'),
    `${count('information')} for information`,
    ...(unread === 0 ? [] : [`${unread} more not read`]),
  ];
  return `${lines.join('')}${plural(read, 'file')}: ${parts.join(', ')}\n`;
}
