import { type Command, Option } from 'commander';
import { personHistory, personLog, runHeading, unknownPerson } from '../provisioning/state/log-text.ts';
import { personJson, runJson } from '../provisioning/state/run-json.ts';
import type { RunStore } from '../provisioning/state/run-store.ts';
import type { CliIo } from './io.ts';
import { withRuns } from './open-history.ts';

interface LogOptions {
  readonly format: 'text' | 'json';
  readonly state?: string;
}

/** `sfmap log RUN|PERSON`. */
export function registerLog(program: Command, io: CliIo): void {
  program
    .command('log')
    .argument('<run-or-person>', 'a run, or an employee id or user principal name')
    .description('tell what a run did to everybody, or what happened to somebody in every run')
    .option('--state <folder>', 'where runs are kept (also SFMAP_STATE)')
    .addOption(new Option('--format <format>', 'form of the result').choices(['text', 'json']).default('text'))
    .action((what: string, options: LogOptions) => log(io, what, options));
}

function log(io: CliIo, what: string, { format, state }: LogOptions): Promise<void> {
  return withRuns(io, state, (store) => {
    if (store.has(what)) logRun(io, store, what, format);
    else logPerson(io, store, what, format);
  });
}

/** Written person by person: a run may be about a hundred thousand. */
function logRun(io: CliIo, store: RunStore, name: string, format: LogOptions['format']): void {
  const run = store.find(name);
  const state = store.stateOf(run);
  tell(io, store.valuesProblem(run));
  if (format === 'text') {
    io.out(`${runHeading(run, state)}\n`);
    for (const history of store.people(run)) io.out(`\n${personLog(run, history)}\n`);
    return;
  }
  io.out(`${JSON.stringify(runJson(run, state), undefined, 2).replace(/\n}$/, ',\n  "people": [')}`);
  let comma = '';
  for (const history of store.people(run)) {
    io.out(`${comma}\n    ${JSON.stringify(personJson(run, history))}`);
    comma = ',';
  }
  io.out('\n  ]\n}\n');
}

function logPerson(io: CliIo, store: RunStore, who: string, format: LogOptions['format']): void {
  if (format === 'text') {
    const { problems, paragraphs } = personHistory(store, who);
    for (const problem of problems) tell(io, problem);
    io.out(`${paragraphs.join('\n\n')}\n`);
    return;
  }
  const found = [...store.person(who)];
  if (found.length === 0) throw unknownPerson(who);
  for (const problem of new Set(found.map(({ run }) => store.valuesProblem(run)))) tell(io, problem);
  const people = found.map(({ run, history }) => personJson(run, history));
  io.out(`${JSON.stringify(people, undefined, 2)}\n`);
}

function tell(io: CliIo, problem: string | undefined): void {
  if (problem !== undefined) io.err(`sfmap: ${problem}\n`);
}
