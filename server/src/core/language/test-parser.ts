import type { IToken } from 'chevrotain';
import { endOf, isReal, optional, spanOf } from './base-parser.ts';
import { MappingParser } from './mapping-parser.ts';
import { readJson } from './read-json.ts';
import type {
  AtDeclaration,
  DomainDeclaration,
  ExistingDeclaration,
  ExpectCondition,
  ExpectDeclaration,
  GivenDeclaration,
  JsonNode,
  LimitAmount,
  LimitDeclaration,
  Name,
  PersonDeclaration,
  StringExpression,
  TakenDeclaration,
  TestDeclaration,
} from './syntax.ts';
import * as T from './tokens.ts';

const CONDITION_WORDS: ReadonlySet<unknown> = new Set([T.In, T.Matches, T.Absent, T.Null, T.Dropped, T.Failed]);

/** The grammar of `limits` and `test`. */
export class TestParser extends MappingParser {
  readonly limitEntry = this.RULE('limitEntry', (): LimitDeclaration => {
    const limit = this.SUBRULE1(this.name);
    let attribute: Name | undefined;
    const parentheses = this.OPTION(() => {
      const open = this.CONSUME(T.Open);
      attribute = this.SUBRULE2(this.name);
      const close = this.CONSUME(T.Close);
      return this.ACTION(() => ({
        open: open.startOffset,
        ...(isReal(close) ? { close: close.startOffset } : {}),
      }));
    });
    this.CONSUME(T.AtMost);
    const amount = this.CONSUME(T.Amount);
    return this.ACTION(() => ({
      kind: 'limit',
      ...this.span(undefined),
      ...optional('limit', limit),
      ...optional('attribute', attribute),
      ...parentheses,
      ...optional('amount', isReal(amount) ? amountOf(amount) : undefined),
    }));
  });

  readonly testHead = this.RULE('testHead', (): TestDeclaration => {
    const first = this.CONSUME(T.Test);
    let name: StringExpression | undefined;
    const found = this.OPTION(() => {
      this.OR([
        {
          ALT: () => {
            name = this.SUBRULE(this.text);
          },
        },
        {
          ALT: () => {
            const bare = this.CONSUME(T.Name);
            name = this.ACTION(() => this.#bareTestName(bare));
          },
        },
      ]);
      return true;
    });
    return this.ACTION(() => {
      if (found === undefined) {
        const message = 'Expected a name in double quotes after test.';
        this.problems.push({ code: 'SFM1001', ...spanOf(first), message });
      }
      return { kind: 'test', ...this.span(first), ...optional('name', name) };
    });
  });

  readonly given = this.RULE('given', (): GivenDeclaration => {
    const first = this.CONSUME(T.Given);
    const what = this.OR([
      {
        ALT: () => {
          const file = this.SUBRULE(this.text);
          return this.ACTION(() => optional('file', file));
        },
      },
      {
        ALT: () => {
          const sample = this.CONSUME(T.Name);
          return this.ACTION(() => ({ sample: { text: sample.image, ...spanOf(sample) } }));
        },
      },
      {
        ALT: () => {
          const json = this.SUBRULE(this.json);
          return this.ACTION(() => optional('json', json));
        },
      },
    ]);
    return this.ACTION(() => ({ kind: 'given', ...this.span(first), ...what }));
  });

  readonly person = this.RULE('person', (): PersonDeclaration => {
    const first = this.CONSUME(T.Person);
    const id = this.SUBRULE(this.text);
    return this.ACTION(() => ({ kind: 'person', ...this.span(first), ...optional('id', id) }));
  });

  readonly existing = this.RULE('existing', (): ExistingDeclaration => {
    const first = this.CONSUME(T.Existing);
    const json = this.SUBRULE(this.json);
    return this.ACTION(() => ({ kind: 'existing', ...this.span(first), ...optional('json', json) }));
  });

  readonly at = this.RULE('at', (): AtDeclaration => {
    const first = this.CONSUME(T.At);
    const instant = this.OR([
      {
        ALT: () => {
          const token = this.CONSUME(T.Instant);
          return this.ACTION(() => (isReal(token) ? { text: token.image, ...spanOf(token) } : undefined));
        },
      },
      {
        ALT: () => {
          const text = this.SUBRULE(this.text);
          return this.ACTION(() => (text === undefined ? undefined : this.#quotedInstant(text)));
        },
      },
    ]);
    return this.ACTION(() => ({ kind: 'at', ...this.span(first), ...optional('instant', instant) }));
  });

  readonly domain = this.RULE('domain', (): DomainDeclaration => {
    const first = this.CONSUME(T.Domain);
    const domain = this.SUBRULE(this.text);
    return this.ACTION(() => ({ kind: 'domain', ...this.span(first), ...optional('domain', domain) }));
  });

  readonly taken = this.RULE('taken', (): TakenDeclaration => {
    const first = this.CONSUME(T.Taken);
    const target = this.SUBRULE(this.name);
    const value = this.SUBRULE(this.text);
    return this.ACTION(() => ({
      kind: 'taken',
      ...this.span(first),
      ...optional('target', target),
      ...optional('value', value),
    }));
  });

  readonly expectation = this.RULE('expectation', (): ExpectDeclaration => {
    const first = this.CONSUME(T.Expect);
    let target: Name | undefined;
    // One word ahead decides, so that what is wrong with the second is told by the rule that it belongs to.
    const condition = this.OR({
      MAX_LOOKAHEAD: 1,
      DEF: [
        {
          GATE: () => this.#isOutcome(),
          ALT: () => this.SUBRULE(this.outcome),
        },
        {
          ALT: () => {
            target = this.SUBRULE(this.name);
            return this.SUBRULE(this.condition);
          },
        },
      ],
    });
    return this.ACTION(() => ({
      kind: 'expect',
      ...this.span(first),
      ...optional('target', target),
      ...optional('condition', condition),
    }));
  });

  readonly outcome = this.RULE('outcome', (): ExpectCondition => {
    const first = this.LA(1);
    let action: Name | undefined;
    const kind = this.OR([
      {
        ALT: () => {
          this.CONSUME(T.In);
          this.CONSUME1(T.Scope);
          return 'in scope' as const;
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.Out);
          this.CONSUME(T.Of);
          this.CONSUME2(T.Scope);
          return 'out of scope' as const;
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.Action);
          action = this.SUBRULE(this.name);
          return 'action' as const;
        },
      },
    ]);
    return this.ACTION((): ExpectCondition => {
      const span = { start: first.startOffset, end: this.lastEnd() };
      return kind === 'action' ? { kind, ...span, ...optional('action', action) } : { kind, ...span };
    });
  });

  readonly condition = this.RULE('condition', (): ExpectCondition => {
    const first = this.LA(1);
    const found = this.OR([
      {
        ALT: () => {
          const sign = this.CONSUME(T.Equality);
          const list = this.OR1([
            {
              ALT: () => {
                const text = this.SUBRULE1(this.text);
                return this.ACTION(() => ({ values: text === undefined ? [] : [text], list: false }));
              },
            },
            {
              ALT: () => {
                const values = this.SUBRULE1(this.list);
                return this.ACTION(() => ({ values: values ?? [], list: true }));
              },
            },
          ]);
          return this.ACTION(() => ({
            kind: /^(?:!==?|<>)$/.test(sign.image) ? ('!=' as const) : ('==' as const),
            ...list,
          }));
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.In);
          const values = this.SUBRULE2(this.list);
          return { kind: 'in' as const, values: values ?? [] };
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.Matches);
          const pattern = this.SUBRULE2(this.text);
          return { kind: 'matches' as const, ...optional('pattern', pattern) };
        },
      },
      { ALT: () => this.#state(this.CONSUME(T.Absent), 'absent') },
      { ALT: () => this.#state(this.CONSUME(T.Null), 'null') },
      { ALT: () => this.#state(this.CONSUME(T.Dropped), 'dropped') },
      { ALT: () => this.#state(this.CONSUME(T.Failed), 'error') },
    ]);
    return this.ACTION((): ExpectCondition => ({ ...found, start: first.startOffset, end: this.lastEnd() }));
  });

  /** `["a", "b"]`. */
  readonly list = this.RULE('list', (): readonly StringExpression[] => {
    const values: StringExpression[] = [];
    this.CONSUME(T.OpenList);
    this.MANY_SEP({
      SEP: T.Comma,
      DEF: () => {
        const text = this.SUBRULE(this.text);
        this.ACTION(() => void (text !== undefined && values.push(text)));
      },
    });
    this.CONSUME(T.CloseList);
    return values;
  });

  readonly json = this.RULE('json', (): JsonNode | undefined => {
    const token = this.CONSUME(T.JsonText);
    return this.ACTION(() => {
      if (!isReal(token)) return undefined;
      const { node, problems } = readJson(token.image, token.startOffset);
      this.problems.push(...problems);
      return node;
    });
  });

  /** `in scope`, `out of scope` or `action NAME`, and not a target of that name: `expect action == "x"`. */
  #isOutcome(): boolean {
    const [first, second] = [this.LA(1).tokenType, this.LA(2).tokenType];
    if (first !== T.In && first !== T.Out && first !== T.Action) return false;
    return !CONDITION_WORDS.has(second) && !(second.CATEGORIES ?? []).includes(T.Equality);
  }

  #state<K extends 'absent' | 'null' | 'dropped' | 'error'>(_word: IToken, kind: K): { kind: K } {
    return { kind };
  }

  #bareTestName(token: IToken): StringExpression {
    const span = spanOf(token);
    const text = `"${token.image}"`;
    this.problems.push({
      code: 'SFM1001',
      ...span,
      message: `The name of a test stands in double quotes: ${text}.`,
      fix: { title: `Write ${text}`, ...span, text },
    });
    return { kind: 'string', value: token.image, ...span };
  }

  #quotedInstant({ value, start, end }: StringExpression): Name {
    this.problems.push({
      code: 'SFM1001',
      start,
      end,
      message: `A date stands without quotes after at: ${value}.`,
      fix: { title: `Write ${value}`, start, end, text: value },
    });
    return { text: value, start, end };
  }
}

function amountOf(token: IToken): LimitAmount {
  return {
    number: Number.parseFloat(token.image),
    unit: token.image.endsWith('%') ? 'percent' : 'number',
    start: token.startOffset,
    end: endOf(token),
  };
}
