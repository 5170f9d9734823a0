import { type Command, Option } from 'commander';
import type { Severity } from '../core/analysis/check.ts';
import { diagnostics } from '../features/diagnostics.ts';
import { MetadataFiles } from '../project/metadata-file.ts';
import { ruleLevelProblems } from '../project/rule-levels.ts';
import { evaluationOptions } from './evaluation-options.ts';
import type { CliIo } from './io.ts';
import { LineMap } from './line-column.ts';
import { readMappings } from './mapping-files.ts';
import { type CheckedMapping, sarifLog } from './sarif.ts';
import { analyseAnyway, type EvaluationFlags } from './surroundings.ts';

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
    .action(async (files: string[], flags: CheckFlags) => {
      const checked: CheckedMapping[] = [];
      const metadata = new MetadataFiles();
      const remarks = new Set<string>();
      const mappings = await readMappings(files, io);
      for (const mapping of mappings) {
        const { analysis, project, sampleError } = await analyseAnyway(mapping, flags, io, true, metadata);
        for (const remark of ruleLevelProblems(project)) remarks.add(remark);
        checked.push({ mapping, diagnostics: diagnostics(analysis, sampleError?.sentence) });
      }
      for (const remark of remarks) io.err(`sfmap: ${remark}\n`);
      const found = checked.flatMap(findings);
      if (flags.format === 'sarif') io.out(`${JSON.stringify(sarifLog(checked, io.cwd), null, 2)}\n`);
      else if (flags.format === 'json') io.out(`${JSON.stringify(found, null, 2)}\n`);
      else io.out(`${found.map(line).join('')}${summary(mappings.length, found)}\n`);
      if (found.some(({ severity }) => RANK[severity] >= RANK[flags.failOn])) io.exit(1);
    });
}

function findings({ mapping: { name, text }, diagnostics: diagnosed }: CheckedMapping): Found[] {
  const lines = new LineMap(text);
  return diagnosed.map(({ start, end, severity, code, message }) => {
    const from = lines.place(start);
    const to = lines.place(end);
    return {
      file: name,
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

function line({ file, line: row, column, severity, code, message }: Found): string {
  return `${file}:${row}:${column} ${severity} ${code} ${message}\n`;
}

function summary(files: number, found: readonly Found[]): string {
  const count = (severity: Severity) => found.filter((one) => one.severity === severity).length;
  const plural = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  return `${plural(files, 'file')}: ${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}, ${count('information')} for information`;
}
