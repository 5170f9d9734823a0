import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type Family, rangesWithout, rangeText } from '../project/address-ranges/address-range.ts';
import { readTagRanges, type TagRanges, tagRanges } from '../project/address-ranges/service-tags.ts';
import { projectError } from '../project/project-error.ts';
import type { CliIo } from './io.ts';

interface IpRangesFlags {
  readonly tag: string;
  readonly previous?: string;
  readonly failOnChange?: true;
  readonly format: 'text' | 'list' | 'json';
}

type Lists = Readonly<Record<Family, readonly string[]>>;

interface Difference {
  readonly added: Lists;
  readonly removed: Lists;
}

/** `sfmap ip-ranges FILE`: the addresses of a service tag as the list that SuccessFactors takes. */
export function registerIpRanges(program: Command, io: CliIo): void {
  program
    .command('ip-ranges')
    .description("Microsoft's addresses as SuccessFactors' allow-list takes them")
    .argument('<file>', 'a service-tags file as Microsoft offers it for download, or -')
    .option('--tag <name>', 'the service tag', 'AzureActiveDirectory')
    .option('--previous <file>', 'an earlier file, to see what has changed')
    .option('--fail-on-change', 'exit with 1 when the addresses differ from those of --previous')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'list', 'json']).default('text'))
    .action((file: string, flags: IpRangesFlags) => ipRanges(file, flags, io));
}

async function ipRanges(
  file: string,
  { tag, previous, failOnChange, format }: IpRangesFlags,
  io: CliIo,
): Promise<void> {
  if (failOnChange === true && previous === undefined)
    throw projectError('--fail-on-change compares with an earlier file, and none is given.', 'Add --previous FILE.');
  const now =
    file === '-'
      ? tagRanges(await io.readStdin(), 'Standard input', tag)
      : await readTagRanges(resolve(io.cwd, file), file, tag);
  const before = previous === undefined ? undefined : await readTagRanges(resolve(io.cwd, previous), previous, tag);
  const difference = before && differenceOf(before, now);
  if (format === 'list') io.out(`${texts(now, 'ipv4').join(',')}\n`);
  else if (format === 'json') io.out(`${JSON.stringify(document(now, before, difference), null, 2)}\n`);
  else io.out(report(now, before, difference, previous ?? ''));
  if (failOnChange === true && difference !== undefined && changes(difference) > 0) io.exit(1);
}

const texts = ({ ranges }: Pick<TagRanges, 'ranges'>, family: Family) =>
  ranges[family].map((range) => rangeText(range, family));

const listsOf = (found: Pick<TagRanges, 'ranges'>): Lists => ({
  ipv4: texts(found, 'ipv4'),
  ipv6: texts(found, 'ipv6'),
});

function differenceOf({ ranges: before }: TagRanges, { ranges: now }: TagRanges): Difference {
  const without = (some: TagRanges['ranges'], others: TagRanges['ranges']) =>
    listsOf({
      ranges: { ipv4: rangesWithout(some.ipv4, others.ipv4), ipv6: rangesWithout(some.ipv6, others.ipv6) },
    });
  return { added: without(now, before), removed: without(before, now) };
}

const changes = ({ added, removed }: Difference) =>
  [added, removed].reduce((sum, { ipv4, ipv6 }) => sum + ipv4.length + ipv6.length, 0);

function document(now: TagRanges, before: TagRanges | undefined, difference: Difference | undefined) {
  const { tag, cloud, changeNumber } = now;
  return {
    tag,
    cloud,
    changeNumber,
    ...listsOf(now),
    previous: before && { changeNumber: before.changeNumber, ...difference },
  };
}

function report(
  now: TagRanges,
  before: TagRanges | undefined,
  difference: Difference | undefined,
  previous: string,
): string {
  const { ipv4, ipv6 } = listsOf(now);
  const blocks = [
    [`${now.tag}${editionOf(now)}`],
    [`IPv4, ${counted(ipv4.length, 'range')}, as SuccessFactors takes them`, ipv4.join(',')],
    ...(ipv6.length === 0 ? [] : [[`IPv6, ${counted(ipv6.length, 'range')}`, ipv6.join(',')]]),
    ...(before === undefined || difference === undefined ? [] : [changeLines(before, difference, previous)]),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function changeLines(before: TagRanges, difference: Difference, previous: string): readonly string[] {
  const { added, removed } = difference;
  const since = `Since ${previous}${editionOf(before)}`;
  if (changes(difference) === 0) return [`${since}: the same addresses`];
  return [
    `${since}: ${counted(added.ipv4.length + added.ipv6.length, 'range')} added, ${removed.ipv4.length + removed.ipv6.length} removed`,
    ...[...added.ipv4, ...added.ipv6].map((range) => `+ ${range}`),
    ...[...removed.ipv4, ...removed.ipv6].map((range) => `- ${range}`),
  ];
}

function editionOf({ cloud, changeNumber }: TagRanges): string {
  const parts = [
    ...(cloud === undefined ? [] : [cloud]),
    ...(changeNumber === undefined ? [] : [`change ${changeNumber}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
