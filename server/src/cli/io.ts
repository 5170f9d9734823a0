/** Exit codes of the command line: 0 fine, 1 a finding, 2 wrong usage or unreadable input, 3 a remote system. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a command knows of the process around it. A command never touches `process` itself. */
export interface CliIo {
  /** Results. Nothing else goes here, so that a pipe gets clean text or JSON. */
  readonly out: (text: string) => void;
  /** The text of a file as it is: for commands whose output becomes a file again. */
  readonly raw: (text: string) => void;
  /** Progress, questions, errors. */
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: () => Date;
  /** Standard input is a terminal: only then a command may ask. */
  readonly interactive: boolean;
  /** Standard error is a terminal: a progress line may be redrawn. */
  readonly redraws: boolean;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /** All of standard input as text. */
  readonly readStdin: () => Promise<string>;
  /** One line that a person types after `question`. Only when `interactive`. */
  readonly ask: (question: string) => Promise<string>;
  /** Sets the exit code; the highest of several wins. */
  readonly exit: (code: ExitCode) => void;
}

/** Says sentences beside the result, one a line. */
export function sayOn(io: CliIo): (sentence: string) => void {
  return (sentence) => io.err(`${sentence}\n`);
}
