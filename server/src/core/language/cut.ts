import { brokenHead } from './block-head.ts';
import {
  BLOCK_HEAD,
  FILE_HEAD,
  goesOn,
  isGroupWithoutColon,
  isNameInTest,
  LOOK,
  STARTS,
} from './declaration-starts.ts';
import { bareParameterEnd, pathEnd } from './path-extent.ts';
import type { Block, BlockKind, Comment, Span, SyntaxProblem } from './syntax.ts';
import { foreignTextEnd, isClosed, lineEnd, matchAt, stringEnd, wordEnd } from './text-extent.ts';

/** A stretch of text that is lexed and parsed alone. It begins and ends with a token. */
export interface Slice {
  readonly start: number;
  readonly end: number;
  /** The block that it stands in, `file` outside all blocks, or `test head` for the keyword and the name of a test. */
  readonly block: BlockKind | 'file' | 'test head';
  /** The `///` lines before it, without the slashes. */
  readonly documentation?: string;
}

export interface Cut {
  readonly slices: readonly Slice[];
  readonly blocks: readonly Block[];
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Cuts a text into declarations before anything is lexed, so that an open parenthesis, quote or bracket in one of them
 * cannot reach the next. A cut falls where a line begins like a declaration of the open block or like a block, and on
 * one line where a declaration begins outside parentheses. Never throws; linear in the length of the text.
 */
export function cutDeclarations(text: string): Cut {
  return new Cutter(text).run();
}

/** The block that is open while its declarations are cut. */
export interface OpenBlock {
  readonly kind: BlockKind;
  readonly keyword: Span;
  readonly open?: number;
}

/** All that the cutter knows at the first token of a declaration: what follows depends on nothing else before it. */
export interface CutState {
  readonly at: number;
  readonly block: OpenBlock | undefined;
  readonly documentation: readonly string[];
}

/**
 * Cuts from the first token of a declaration, or from the beginning, up to the first declaration at the beginning of a
 * line that `isKnown`: from there on the text was cut before.
 *
 * @returns What was cut, and the state at the known declaration, if one was reached.
 */
export function cutFrom(
  text: string,
  from: CutState | undefined,
  isKnown: (state: CutState) => boolean,
): Cut & { readonly reached?: CutState } {
  return new Cutter(text, from, isKnown).run();
}

interface BlockHead {
  readonly kind: BlockKind;
  /** The offset after the keyword, after the name of a test, and of the brace. */
  readonly end: number;
  readonly nameEnd: number;
  readonly open: number;
}

class Cutter {
  readonly #text: string;
  readonly #slices: Slice[] = [];
  readonly #blocks: Block[] = [];
  readonly #comments: Comment[] = [];
  readonly #problems: SyntaxProblem[] = [];
  #at = 0;
  #block: OpenBlock | undefined;
  /** Start of the open slice, and the end of its last token. */
  #start: number | undefined;
  #last = 0;
  #parentheses = 0;
  /** Braces of inline JSON in a test. */
  #braces = 0;
  /** Braces outside of all blocks that are no block's: in the file, and in the open slice. */
  #opened = 0;
  #openedInSlice = 0;
  /** Documentation lines that wait for the next declaration, and those of the open slice. */
  #waiting: string[] = [];
  #documentation: string[] = [];
  #afterColon = false;
  /** The open slice has its arrow and something behind it, or its path. */
  #whole = false;
  /** No `]` stands between here and the end of its line: keeps a line of open brackets linear. */
  #unclosedUntil = -1;
  /** No comment ends behind this offset: keeps a file of open comments linear. */
  #noCommentEnd = Number.POSITIVE_INFINITY;

  readonly #isKnown: ((state: CutState) => boolean) | undefined;
  #reached: CutState | undefined;

  constructor(text: string, from?: CutState, isKnown?: (state: CutState) => boolean) {
    this.#text = text;
    this.#isKnown = isKnown;
    if (from !== undefined) {
      this.#at = from.at;
      this.#block = from.block;
      this.#waiting = [...from.documentation];
    } else if (text.charCodeAt(0) === 0xfeff) this.#at = 1;
  }

  run(): Cut & { readonly reached?: CutState } {
    const text = this.#text;
    let lineStart = true;
    while (this.#at < text.length && this.#reached === undefined) {
      const c = text[this.#at] as string;
      if (c === '\n' || c === '\r') {
        lineStart = true;
        this.#at++;
      } else if (c === ' ' || c === '\t' || c === '\f' || c === '\v') {
        this.#at++;
      } else if (c === '/' && this.#comment(lineStart)) {
        // A comment leaves the line as it was: `/* x */ name <- …` still begins a line.
      } else {
        this.#token(c, lineStart);
        lineStart = false;
      }
    }
    const cut = { slices: this.#slices, blocks: this.#blocks, comments: this.#comments, problems: this.#problems };
    if (this.#reached !== undefined) return { ...cut, reached: this.#reached };
    this.#endSlice();
    if (this.#block !== undefined) this.#closeBlock(undefined, text.length);
    return cut;
  }

  #token(c: string, lineStart: boolean): void {
    const open = this.#parentheses > 0;
    if (lineStart) this.#parentheses = 0;
    if (lineStart && !open && this.#start !== undefined && !this.#goesOn(c)) this.#endSlice();
    if ((lineStart || this.#parentheses === 0) && this.#startsHere(lineStart)) return;
    if (c === '}' && this.#closeBrace(lineStart)) return;

    if (c === '{' && this.#block?.kind === 'test' && bareParameterEnd(this.#text, this.#at) === undefined)
      this.#braces++;
    if (this.#start === undefined) {
      if (lineStart && this.#isReached()) return;
      this.#beginSlice();
    }
    if (c === '{' && this.#block === undefined && bareParameterEnd(this.#text, this.#at) === undefined) {
      this.#opened++;
      this.#openedInSlice++;
    }
    this.#at = this.#tokenEnd(c);
    this.#last = this.#at;
  }

  /** Opens the block whose head is broken: so its lines are read, and the head alone is told. */
  #opensBroken(): boolean {
    const broken = brokenHead(this.#text, this.#at, (kind, from) => this.#declares(kind, from));
    if (broken === undefined) return false;
    this.#endSlice();
    const start = this.#at;
    const { kind, end, open, meant } = broken;
    const found = this.#text.slice(start, end);
    const lacksBrace = open === undefined;
    this.#problems.push({
      code: 'SFM1001',
      start,
      end,
      message: lacksBrace
        ? `Expected { after ${found}.`
        : `Did not expect ${found} here. The block begins with ${meant} {.`,
      fix: lacksBrace
        ? { title: 'Insert {', start: end, end, text: ' {' }
        : { title: `Write ${meant}`, start, end, text: this.#text[end] === '{' ? `${meant} ` : meant },
    });
    this.#block = { kind, keyword: { start, end }, ...(open === undefined ? {} : { open }) };
    this.#waiting = [];
    this.#braces = 0;
    this.#parentheses = 0;
    this.#at = open === undefined ? end : open + 1;
    return true;
  }

  /** Whether the next token after an offset begins a declaration of a block. */
  #declares(kind: BlockKind, from: number): boolean {
    const at = this.#skipBlanks(from);
    return this.#follows(STARTS[kind], at) || (kind === 'scope' && this.#text[at] === '[');
  }

  /** Whether a sticky pattern matches at an offset. */
  #follows(pattern: RegExp, at: number): boolean {
    return matchAt(pattern, this.#text, at) !== null;
  }

  #isHead(at: number): boolean {
    return this.#follows(BLOCK_HEAD, at) || this.#follows(FILE_HEAD, at);
  }

  /** Opens a block or a slice where one begins. A block's head is consumed; a declaration is left to be read. */
  #startsHere(lineStart: boolean): boolean {
    const head = this.#blockHead();
    if (head !== undefined && (this.#block === undefined || lineStart)) {
      this.#endSlice();
      if (this.#block !== undefined) this.#closeBlock(undefined, this.#at);
      this.#openBlock(head);
      return true;
    }
    if (lineStart && this.#block === undefined && this.#opensBroken()) return true;
    if (this.#matches(FILE_HEAD) && (this.#block === undefined || lineStart)) {
      this.#endSlice();
      if (this.#block !== undefined) this.#closeBlock(undefined, this.#at);
    } else if (this.#start === undefined || this.#block === undefined || this.#afterColon) {
      return false;
    } else if ((lineStart || this.#braces === 0) && this.#startsDeclaration(this.#block.kind, lineStart)) {
      // No line of JSON begins with a bare word: JSON that is not closed ends here.
      this.#endSlice();
      this.#braces = 0;
    }
    return false;
  }

  #startsDeclaration(kind: BlockKind, lineStart: boolean): boolean {
    if (kind === 'scope' && lineStart && this.#isGroupWithoutColon()) return true;
    if (!this.#matches(STARTS[kind])) return false;
    if (kind !== 'test') return true;
    const length = this.#last - (this.#start ?? 0);
    const slice = length > LOOK ? '' : this.#text.slice(this.#start, this.#last);
    return !isNameInTest(slice, this.#text, this.#at, lineStart);
  }

  #isGroupWithoutColon(): boolean {
    const before = this.#text.slice(Math.max(this.#start ?? 0, this.#last - LOOK), this.#last);
    return isGroupWithoutColon(before, this.#text, this.#at);
  }

  #goesOn(c: string): boolean {
    const start = this.#start ?? 0;
    if (this.#openedInSlice > 0 && c === '}' && this.#text.startsWith('actions', start)) return true;
    return goesOn({
      block: this.#block?.kind,
      length: this.#last - start,
      before: this.#text.slice(Math.max(start, this.#last - LOOK), this.#last),
      next: this.#text.slice(this.#at, this.#at + LOOK),
      whole: this.#whole,
      inJson: this.#braces > 0,
    });
  }

  #blockHead(): BlockHead | undefined {
    const match = matchAt(BLOCK_HEAD, this.#text, this.#at);
    if (match === null) return undefined;
    const kind = match[1] as BlockKind;
    const end = this.#at + match[0].length;
    const name = kind === 'test' ? this.#testNameEnd(this.#skipBlanks(end)) : undefined;
    const open = this.#skipBlanks(name ?? end);
    return this.#text[open] === '{' ? { kind, end, nameEnd: name ?? end, open } : undefined;
  }

  /** The offset after the name of a test, also of one without its quotes; undefined where none stands. */
  #testNameEnd(at: number): number | undefined {
    const text = this.#text;
    if (text[at] !== '"') return wordEnd(text, at) > at ? wordEnd(text, at) : undefined;
    const end = stringEnd(text, at);
    // A name that is not closed must not swallow the brace.
    const line = text.slice(at, end).trimEnd();
    return isClosed(line) || !line.endsWith('{') ? end : at + line.slice(0, -1).trimEnd().length;
  }

  #openBlock({ kind, end, nameEnd, open }: BlockHead): void {
    this.#block = { kind, keyword: { start: this.#at, end }, open };
    // The name of a test is a slice of its own, so that nothing of the text is lost.
    if (kind === 'test') {
      this.#slices.push({
        start: this.#at,
        end: nameEnd,
        block: 'test head',
        ...(this.#waiting.length === 0 ? {} : { documentation: this.#waiting.join('\n') }),
      });
    }
    this.#waiting = [];
    this.#braces = 0;
    this.#parentheses = 0;
    this.#at = nameEnd;
    while (this.#at < open) if (this.#text[this.#at] !== '/' || !this.#comment(false)) this.#at++;
    this.#at = open + 1;
  }

  /** Reports a brace that closes nothing; one that a broken head may have opened is not to be removed. */
  #surplusBrace(removable: boolean): void {
    this.#endSlice();
    const span = { start: this.#at, end: this.#at + 1 };
    const fix = removable ? { fix: { title: 'Remove }', ...span, text: '' } } : {};
    const message = removable ? 'This } closes nothing.' : 'This } closes nothing, because no block begins at its {.';
    this.#problems.push({ code: 'SFM1003', ...span, message, ...fix });
    this.#at++;
  }

  /**
   * Whether a brace inside a line closes nothing, in a block that began on an earlier one: its line goes on, or a
   * declaration of the block follows, which stands nowhere else.
   */
  #isSurplusInLine({ kind, keyword, open }: OpenBlock): boolean {
    const text = this.#text;
    if (kind === 'test' || this.#start === undefined) return false;
    const head = text.slice(open ?? keyword.end, Math.min(this.#start, (open ?? keyword.end) + LOOK * 10));
    if (!/[\r\n]/.test(head)) return false;
    const at = this.#skipBlanks(this.#at + 1);
    const newLine = /[\r\n]/.test(text.slice(this.#at, at));
    if (newLine) return this.#declares(kind, at);
    return at < text.length && text[at] !== '}' && !this.#isHead(at);
  }

  /** Handles `}`: of inline JSON, of the block, or one too many. */
  #closeBrace(lineStart: boolean): boolean {
    if (this.#block?.kind === 'test' && this.#braces > 0) {
      this.#braces--;
      return false;
    }
    if (this.#block === undefined && this.#opened > 0) {
      this.#opened--;
      // `actions { create }` is one declaration; after any other line the brace belongs to a head that nobody knows.
      if (this.#start !== undefined && this.#openedInSlice > 0) {
        this.#openedInSlice--;
        return false;
      }
      this.#surplusBrace(false);
      return true;
    }
    if (this.#block === undefined || this.#isSurplusInTest()) {
      this.#surplusBrace(true);
      return true;
    }
    if (!lineStart && this.#isSurplusInLine(this.#block)) return false;
    this.#endSlice();
    this.#closeBlock(this.#at, this.#at + 1);
    this.#at++;
    return true;
  }

  /**
   * Whether a brace in a test closes nothing: a statement follows, which stands nowhere else, or something on the same
   * line that is no block and no declaration.
   */
  #isSurplusInTest(): boolean {
    if (this.#block?.kind !== 'test') return false;
    const at = this.#skipBlanks(this.#at + 1);
    if (this.#follows(STARTS.test, at)) return true;
    const newLine = /[\r\n]/.test(this.#text.slice(this.#at, at));
    return !newLine && !/^(?:\}|$)/.test(this.#text.slice(at, at + 1)) && !this.#isHead(at);
  }

  #closeBlock(close: number | undefined, end: number): void {
    const block = this.#block;
    if (block === undefined) return;
    this.#blocks.push({
      kind: block.kind,
      keyword: block.keyword,
      start: block.keyword.start,
      end,
      ...(block.open === undefined ? {} : { open: block.open }),
      ...(close === undefined ? {} : { close }),
    });
    if (close === undefined) {
      const at = this.#lastTokenEnd(block.open ?? block.keyword.end);
      this.#problems.push({
        code: 'SFM1002',
        start: block.keyword.start,
        end: block.keyword.end,
        message: `The ${block.kind} block is not closed. Expected } after its last line.`,
        fix: { title: `Close the ${block.kind} block`, start: at, end: at, text: '\n}' },
      });
    }
    this.#block = undefined;
    this.#braces = 0;
    this.#parentheses = 0;
  }

  #lastTokenEnd(fallback: number): number {
    const slice = this.#slices.at(-1);
    return slice !== undefined && slice.end > fallback ? slice.end : fallback + 1;
  }

  /** Whether the declaration that begins here was cut before, with all that follows it. */
  #isReached(): boolean {
    const state: CutState = { at: this.#at, block: this.#block, documentation: this.#waiting };
    if (this.#isKnown?.(state) === true) this.#reached = state;
    return this.#reached !== undefined;
  }

  #beginSlice(): void {
    this.#start = this.#at;
    this.#openedInSlice = 0;
    this.#documentation = this.#waiting;
    this.#waiting = [];
    this.#afterColon = false;
    this.#whole = false;
  }

  #endSlice(): void {
    if (this.#start !== undefined) {
      this.#slices.push({
        start: this.#start,
        end: this.#last,
        block: this.#block?.kind ?? 'file',
        ...(this.#documentation.length === 0 ? {} : { documentation: this.#documentation.join('\n') }),
      });
      this.#documentation = [];
    }
    this.#start = undefined;
    this.#parentheses = 0;
    this.#afterColon = false;
  }

  /** The end of the token at the current place: as much of the lexer as is needed to find braces and comments. */
  #tokenEnd(c: string): number {
    const text = this.#text;
    const at = this.#at;
    const afterColon = this.#afterColon;
    this.#afterColon = false;
    const kind = this.#block?.kind;
    if (c === '"') return stringEnd(text, at);
    if (c === '{') {
      const parameter = bareParameterEnd(text, at);
      if (parameter !== undefined) return parameter;
    }
    if (kind === 'source' || kind === 'target') {
      if (c === '=') return this.#pathAfter(at + 1);
      if (c === '-' && text[at + 1] === '>') return this.#pathAfter(at + 2);
      if (c === ':') this.#afterColon = true;
      if (
        kind === 'source' &&
        text.startsWith('replace', at) &&
        /[ \t]/.test(text[at + 7] ?? '') &&
        at === this.#start
      ) {
        return this.#pathAfter(at + 7);
      }
    } else if (c === '[' && kind !== 'test') {
      return this.#bracketEnd(at);
    } else if (c === '<' && text[at + 1] === '-') {
      this.#whole ||= kind === 'map';
      return at + 2;
    } else if (c === '(') this.#parentheses++;
    else if (c === ')') this.#parentheses = Math.max(0, this.#parentheses - 1);
    const foreign = kind === 'source' || kind === 'target' ? undefined : foreignTextEnd(text, at);
    if (foreign !== undefined) return foreign;
    const word = wordEnd(text, at);
    if (word > at) {
      this.#afterColon = afterColon && text[word] === '[';
      return word;
    }
    return at + 1;
  }

  /** The offset after the `]` that closes the name at `at`; a `[` without one on its line is a token alone. */
  #bracketEnd(at: number): number {
    if (at < this.#unclosedUntil) return at + 1;
    for (let end = at; end < this.#text.length; end++) {
      const c = this.#text[end];
      if (c === ']') return end + 1;
      if (c === '\n' || c === '\r') {
        this.#unclosedUntil = end;
        return at + 1;
      }
    }
    this.#unclosedUntil = this.#text.length;
    return at + 1;
  }

  /** Consumes the path that follows `=`, `->` or `replace` on the same line; a quoted one is left to be read as a string. */
  #pathAfter(from: number): number {
    let at = from;
    while (this.#text[at] === ' ' || this.#text[at] === '\t') at++;
    if (this.#text[at] === '"') return at;
    const end = pathEnd(this.#text, at);
    if (end === at) return from;
    this.#whole = true;
    return end;
  }

  #comment(lineStart: boolean): boolean {
    const text = this.#text;
    const start = this.#at;
    if (text[start + 1] === '/') {
      const end = lineEnd(text, start);
      const documentation = lineStart && text[start + 2] === '/' && text[start + 3] !== '/';
      this.#comments.push({ start, end, kind: documentation ? 'documentation' : 'line' });
      if (documentation) this.#waiting.push(text.slice(start + 3, end).trim());
      this.#at = end;
      return true;
    }
    if (text[start + 1] !== '*') return false;
    const close = this.#commentEnd(start);
    // An open comment covers its line only: it must not hide the rest of the file.
    const end = close === -1 ? lineEnd(text, start) : close + 2;
    if (close === -1) {
      this.#problems.push({
        code: 'SFM1004',
        start,
        end,
        message: 'This comment is not closed. Expected */.',
        fix: { title: 'Close the comment', start: end, end, text: ' */' },
      });
    }
    this.#comments.push({ start, end, kind: 'block' });
    this.#at = end;
    return true;
  }

  #matches(pattern: RegExp): boolean {
    return matchAt(pattern, this.#text, this.#at) !== null;
  }

  /** Blanks, newlines and comments between a block's keyword and its brace. */
  #skipBlanks(from: number): number {
    const text = this.#text;
    let at = from;
    for (;;) {
      const c = text[at];
      if (c === ' ' || c === '\t' || c === '\n' || c === '\r') at++;
      else if (c === '/' && text[at + 1] === '/') at = lineEnd(text, at);
      else if (c === '/' && text[at + 1] === '*') {
        const close = this.#commentEnd(at);
        if (close === -1) return at;
        at = close + 2;
      } else return at;
    }
  }

  /** Where the end of the comment at `start` stands, or −1. */
  #commentEnd(start: number): number {
    if (start >= this.#noCommentEnd) return -1;
    const close = this.#text.indexOf('*/', start + 2);
    if (close === -1) this.#noCommentEnd = start;
    return close;
  }
}
