import { type Command, Option } from 'commander';
import { planWriteback } from '../engine/plan-writeback.ts';
import { previewInbound } from '../engine/preview-inbound.ts';
import { inboundJson } from '../provisioning/inbound/inbound-json.ts';
import { inboundReport } from '../provisioning/inbound/inbound-report.ts';
import { inboundParts } from '../provisioning/inbound/inbound-text.ts';
import { inPieces } from '../provisioning/plan/in-pieces.ts';
import { jsonParts } from '../provisioning/plan/json-parts.ts';
import { shownPeople } from '../provisioning/plan/person-lines.ts';
import type { Plan } from '../provisioning/plan/plan.ts';
import { previewReport } from '../provisioning/plan/preview-report.ts';
import { previewParts } from '../provisioning/plan/preview-text.ts';
import { tallyOf } from '../provisioning/plan/tally.ts';
import { reportPage } from '../provisioning/report/report-page.ts';
import type { CliIo } from './io.ts';
import { addRunOptions, type OpenedMapping, openMapping, type RunOptions } from './run-options.ts';

interface PreviewOptions extends RunOptions {
  readonly format: 'text' | 'json' | 'html';
}

/** `sfmap preview FILE --connection C (--person ID | --sample N | --all)`. */
export function registerPreview(program: Command, io: CliIo): void {
  const command = program
    .command('preview')
    .argument('<file>', 'a mapping, or - for standard input')
    .description('read both systems and show old → new, person by person; writes nothing');
  addRunOptions(command)
    .option('--state <folder>', 'where the runs are kept that --changed asks (also SFMAP_STATE)')
    .addOption(new Option('--format <format>', 'form of the result').choices(['text', 'json', 'html']).default('text'))
    .action((file: string, options: PreviewOptions) => preview(io, file, options));
}

/** Nothing is printed before everything was read: a part of a preview must not look like the whole. */
async function preview(io: CliIo, file: string, options: PreviewOptions): Promise<void> {
  const opened = await openMapping(io, file, options);
  if (opened.direction === 'inbound') return previewWorkers(io, opened, options);
  const { mapping, people, context, endProgress } = opened;
  const plan = await planWriteback(mapping, people, options.switchPrimary === true, context).finally(endProgress);
  if (options.format === 'html') for (const part of inPieces(reportPage(previewReport(plan)))) io.raw(part);
  else for (const part of inPieces(options.format === 'json' ? previewJson(plan) : previewParts(plan))) io.out(part);
  if (plan.totals.failed > 0) io.exit(1);
}

async function previewWorkers(io: CliIo, opened: OpenedMapping, { format }: PreviewOptions): Promise<void> {
  const { mapping, people, context, generation, endProgress } = opened;
  const previewed = await previewInbound(mapping, people, context, generation).finally(endProgress);
  if (format === 'html') for (const part of inPieces(reportPage(inboundReport(previewed)))) io.raw(part);
  else for (const part of inPieces(format === 'json' ? inboundJson(previewed) : inboundParts(previewed))) io.out(part);
  const { totals, missing } = previewed;
  if (totals.failed + totals.partly + missing.length > 0) io.exit(1);
}

/** The JSON of a preview; `lines` of a person tell what is written too, `kinds` counts people. */
function previewJson({ connection, complete, changes, people, totals }: Plan): Generator<string> {
  const kinds = Object.fromEntries(tallyOf(people).kinds);
  return jsonParts({ connection, complete, ...shownChanges(changes), totals, kinds, people: shownPeople(people) });
}

/** Of a look at what has changed what a reader can use: the place where it goes on is opaque. */
function shownChanges(changes: Plan['changes']) {
  if (changes === undefined) return {};
  const { since, everybody, changed, removed } = changes;
  return { changes: { since: since?.at ?? null, ...(everybody && { everybody }), changed, removed } };
}
