import { EmbeddedActionsParser, EOF, type IToken, type TokenType } from 'chevrotain';
import { readName, readText } from './literals.ts';
import { messages, quote } from './messages.ts';
import type {
  ActionsDeclaration,
  AttributeDeclaration,
  AttributeExpression,
  CallExpression,
  ComparisonOperator,
  Expression,
  MapDeclaration,
  MapOption,
  Name,
  ParamDeclaration,
  PathNode,
  ProvisionDeclaration,
  ReplaceDeclaration,
  SampleDeclaration,
  ScopeClause,
  ScopeDeclaration,
  StringExpression,
  SyntaxProblem,
} from './syntax.ts';
import * as T from './tokens.ts';

const endOf = (token: IToken) => token.startOffset + token.image.length;
const spanOf = (token: IToken) => ({ start: token.startOffset, end: endOf(token) });
/** A token that recovery made up stands nowhere. */
const isReal = (token: IToken | undefined): token is IToken =>
  token !== undefined && !Number.isNaN(token.startOffset) && token.isInsertedInRecovery !== true;

/**
 * Parses one declaration at a time, with Chevrotain's recovery: a missing token is put in, one too many is skipped,
 * and a broken argument ends at the next comma or parenthesis, so that the rest of the call keeps its tree.
 */
export class DeclarationParser extends EmbeddedActionsParser {
  /** Problems that the actions found while the tree was built: texts that are not closed and the like. */
  problems: SyntaxProblem[] = [];

  /** @param validate Checks the grammar itself for ambiguities: a test does it once, so that no start pays for it. */
  constructor(validate = false) {
    super(T.vocabulary, {
      recoveryEnabled: true,
      maxLookahead: 2,
      errorMessageProvider: messages,
      skipValidations: !validate,
    });
    this.performSelfAnalysis();
  }

  readonly provision = this.RULE('provision', (): ProvisionDeclaration => {
    const first = this.CONSUME(T.Provision);
    const source = this.OPTION(() => this.SUBRULE1(this.name));
    this.CONSUME(T.RightArrow);
    const target = this.OPTION1(() => this.SUBRULE2(this.name));
    return this.ACTION(() => ({
      kind: 'provision',
      ...this.#span(first),
      ...optional('source', source),
      ...optional('target', target),
    }));
  });

  readonly param = this.RULE('param', (): ParamDeclaration => {
    const first = this.CONSUME(T.Param);
    const name = this.SUBRULE(this.name);
    const text = this.OPTION(() => {
      this.CONSUME(T.Equals);
      return this.SUBRULE(this.text);
    });
    return this.ACTION(() => ({
      kind: 'param',
      ...this.#span(first),
      ...optional('name', name),
      ...optional('text', text),
    }));
  });

  readonly sample = this.RULE('sample', (): SampleDeclaration => {
    const first = this.CONSUME(T.Sample);
    const name = this.SUBRULE(this.name);
    this.CONSUME(T.Equals);
    const file = this.SUBRULE(this.text);
    return this.ACTION(() => ({
      kind: 'sample',
      ...this.#span(first),
      ...optional('name', name),
      ...optional('file', file),
    }));
  });

  readonly actions = this.RULE('actions', (): ActionsDeclaration => {
    const first = this.CONSUME(T.Actions);
    const actions: Name[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: T.Comma,
      DEF: () => {
        const name = this.SUBRULE(this.name);
        this.ACTION(() => void (name !== undefined && actions.push(name)));
      },
    });
    return this.ACTION(() => ({ kind: 'actions', ...this.#span(first), actions }));
  });

  readonly attributeEntry = this.RULE('attributeEntry', (block: 'source' | 'target'): AttributeDeclaration => {
    const name = this.SUBRULE(this.name);
    let type: Name | undefined;
    let multivalued = false;
    let path: PathNode | undefined;
    this.OR([
      {
        ALT: () => {
          this.CONSUME(T.Colon);
          type = this.SUBRULE1(this.name);
          this.OPTION(() => {
            this.CONSUME(T.Multivalued);
            multivalued = true;
          });
          this.OPTION1(() => {
            this.CONSUME1(T.Equals);
            path = this.SUBRULE1(this.path);
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME2(T.Equals);
          path = this.SUBRULE2(this.path);
        },
      },
    ]);
    return this.ACTION(() => ({
      kind: 'attribute',
      block,
      ...this.#span(undefined),
      multivalued,
      ...optional('name', name),
      ...optional('type', type),
      ...optional('path', path),
    }));
  });

  readonly replaceEntry = this.RULE('replaceEntry', (): ReplaceDeclaration => {
    const first = this.CONSUME(T.Replace);
    const from = this.SUBRULE1(this.path);
    this.CONSUME(T.RightArrow);
    const to = this.SUBRULE2(this.path);
    return this.ACTION(() => ({
      kind: 'replace',
      ...this.#span(first),
      ...optional('from', from),
      ...optional('to', to),
    }));
  });

  readonly scopeGroup = this.RULE('scopeGroup', (): ScopeDeclaration => {
    const name = this.OPTION(() => {
      const text = this.SUBRULE(this.text);
      this.CONSUME(T.Colon);
      return text;
    });
    const clauses: ScopeClause[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: T.And,
      DEF: () => {
        const clause = this.SUBRULE(this.clause);
        this.ACTION(() => void (clause !== undefined && clauses.push(clause)));
      },
    });
    return this.ACTION(() => ({ kind: 'scope', ...this.#span(undefined), ...optional('name', name), clauses }));
  });

  readonly clause = this.RULE('clause', (): ScopeClause => {
    const attribute = this.CONSUME(T.Attribute);
    const operator = this.CONSUME(T.ScopeOperator);
    const values: StringExpression[] = [];
    this.MANY_SEP({
      SEP: T.Comma,
      DEF: () => {
        const text = this.SUBRULE(this.text);
        this.ACTION(() => void (text !== undefined && values.push(text)));
      },
    });
    return this.ACTION(() => ({
      start: isReal(attribute) ? attribute.startOffset : 0,
      end: this.#lastEnd(),
      ...optional('attribute', isReal(attribute) ? this.#attribute(attribute) : undefined),
      ...optional(
        'operator',
        isReal(operator) ? { text: operator.image.replace(/\s+/gu, ' '), ...spanOf(operator) } : undefined,
      ),
      values,
    }));
  });

  readonly mapping = this.RULE('mapping', (): MapDeclaration => {
    const target = this.SUBRULE(this.name);
    this.CONSUME(T.Arrow);
    const source =
      this.#atEnd() && this.LA(1).tokenType !== T.None && this.LA(1).tokenType !== T.Baseline
        ? this.#nothingMapped()
        : this.OR([
            { GATE: () => this.#standsAlone(T.None), ALT: () => this.#word(this.CONSUME(T.None), 'none' as const) },
            {
              GATE: () => this.#standsAlone(T.Baseline),
              ALT: () => this.#word(this.CONSUME(T.Baseline), 'baseline' as const),
            },
            { ALT: () => this.SUBRULE(this.expression) },
          ]);
    const options: MapOption[] = [];
    this.MANY(() => {
      const option = this.SUBRULE(this.mapOption);
      this.ACTION(() => void (option !== undefined && options.push(option)));
    });
    return this.ACTION(() => ({
      kind: 'map',
      ...this.#span(undefined),
      ...optional('target', target),
      ...optional('source', source),
      options,
    }));
  });

  readonly mapOption = this.RULE('mapOption', (): MapOption => {
    const first = this.LA(1);
    let more: { number?: number; text?: StringExpression } = {};
    const kind = this.OR([
      {
        ALT: () => {
          this.CONSUME(T.Match);
          const number = this.CONSUME(T.NumberLiteral);
          this.ACTION(() => {
            if (isReal(number)) more = { number: Number(number.image) };
          });
          return 'match' as const;
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.On);
          this.CONSUME(T.Create);
          return 'on create' as const;
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.Flow);
          return this.OR1([
            {
              ALT: () => {
                this.CONSUME(T.Always);
                return 'flow always' as const;
              },
            },
            {
              ALT: () => {
                this.CONSUME(T.Nulls);
                return 'flow nulls' as const;
              },
            },
          ]);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.Default);
          const text = this.SUBRULE(this.text);
          this.ACTION(() => {
            if (text !== undefined) more = { text };
          });
          return 'default' as const;
        },
      },
    ]);
    return this.ACTION(() => ({ kind, start: first.startOffset, end: this.#lastEnd(), ...more }));
  });

  readonly expression = this.RULE(
    'expression',
    (): Expression => {
      const left = this.SUBRULE1(this.operand);
      const comparison = this.OPTION(() => {
        const operator = this.CONSUME(T.Comparison);
        const right = this.SUBRULE2(this.operand);
        return this.ACTION(() => ({ operator: operatorOf(operator), right }));
      });
      return this.ACTION((): Expression => {
        const first = left ?? this.#missing();
        if (comparison === undefined) return first;
        const right = comparison.right ?? this.#missing();
        return {
          kind: 'comparison',
          operator: comparison.operator,
          left: first,
          right,
          start: first.start,
          end: right.end,
        };
      });
    },
    { recoveryValueFunc: () => this.#missing() },
  );

  readonly operand = this.RULE(
    'operand',
    (): Expression =>
      this.OR([
        { ALT: () => this.SUBRULE(this.call) },
        {
          ALT: () => {
            const attribute = this.CONSUME(T.Attribute);
            return this.ACTION((): Expression => this.#attribute(attribute));
          },
        },
        { ALT: () => this.SUBRULE(this.text) as Expression },
        {
          ALT: () => {
            const number = this.CONSUME(T.NumberLiteral);
            return this.ACTION((): Expression => ({ kind: 'number', text: number.image, ...spanOf(number) }));
          },
        },
        {
          ALT: () => {
            const word = this.CONSUME(T.Name);
            return this.ACTION((): Expression => ({ kind: 'identifier', name: word.image, ...spanOf(word) }));
          },
        },
      ]),
    { recoveryValueFunc: () => this.#missing() },
  );

  readonly call = this.RULE('call', (): CallExpression => {
    const name = this.CONSUME(T.Name);
    const open = this.CONSUME(T.Open);
    const slots: (Expression | undefined)[] = [];
    const commas: number[] = [];
    const first = this.OPTION1(() => this.SUBRULE1(this.expression));
    this.ACTION(() => void slots.push(first));
    this.MANY(() => {
      const comma = this.CONSUME(T.Comma);
      this.ACTION(() => void commas.push(comma.startOffset));
      const next = this.OPTION2(() => this.SUBRULE2(this.expression));
      this.ACTION(() => void slots.push(next));
    });
    const close = this.#atEnd() ? this.#notClosed(name) : this.CONSUME(T.Close);
    return this.ACTION(() => ({
      kind: 'call',
      name: name.image,
      nameSpan: spanOf(name),
      // `Now()` has no argument; `Join(,)` has two empty slots.
      arguments: slots.length === 1 && slots[0] === undefined ? [] : slots,
      open: open.startOffset,
      commas,
      ...(isReal(close) ? { close: close.startOffset } : {}),
      start: name.startOffset,
      end: isReal(close) ? endOf(close) : this.#lastEnd(),
    }));
  });

  readonly name = this.RULE('name', (): Name | undefined => {
    const token = this.OR([{ ALT: () => this.CONSUME(T.Name) }, { ALT: () => this.CONSUME(T.Text) }]);
    return this.ACTION(() => {
      if (!isReal(token)) return undefined;
      const { name, problems } = readName(token);
      this.problems.push(...problems);
      return name;
    });
  });

  readonly text = this.RULE('text', (): StringExpression | undefined => {
    const token = this.CONSUME(T.Text);
    return this.ACTION(() => {
      if (!isReal(token)) return undefined;
      const { node, problems } = readText(token);
      this.problems.push(...problems);
      return node;
    });
  });

  readonly path = this.RULE('path', (): PathNode | undefined =>
    this.OR([
      {
        ALT: () => {
          const path = this.CONSUME(T.Path);
          return this.ACTION(() => (isReal(path) ? { text: path.image, quoted: false, ...spanOf(path) } : undefined));
        },
      },
      {
        ALT: () => {
          const text = this.SUBRULE(this.text);
          return this.ACTION(() =>
            text === undefined
              ? undefined
              : { text: text.value, quoted: true, start: text.start + 1, end: Math.max(text.start + 1, text.end - 1) },
          );
        },
      },
    ]),
  );

  /** `none <- [x]` maps a target of that name; `x <- none(…)` calls a function. */
  #standsAlone(type: TokenType): boolean {
    return this.LA(1).tokenType === type && this.LA(2).tokenType !== T.Open;
  }

  /** The declaration ends here, or its options begin: no `)` will come. Never while the grammar is recorded. */
  #atEnd(): boolean {
    if (this.RECORDING_PHASE) return false;
    const { tokenType } = this.LA(1);
    return tokenType === EOF || ((tokenType.CATEGORIES ?? []).includes(T.Name) && this.LA(2).tokenType !== T.Open);
  }

  /** Reports the innermost call that is not closed; the fix closes all that are open. */
  #notClosed(name: IToken): undefined {
    const last = this.LA(0);
    const at = endOf(last);
    // A text that is not closed has swallowed the parenthesis: that is the problem to show.
    if (this.problems.some(({ code }) => code === 'SFM1005' || code === 'SFM1011')) return undefined;
    let open = 0;
    for (let k = 0; ; k--) {
      const { tokenType } = this.LA(k);
      if (tokenType === undefined || tokenType === T.Arrow || tokenType === EOF) break;
      open += tokenType === T.Open ? 1 : tokenType === T.Close ? -1 : 0;
    }
    this.problems.push({
      code: 'SFM1011',
      ...spanOf(last),
      message: `This call of ${name.image} is not closed. Expected ${expectedAfter(last)}.`,
      fix: { title: `Close the call of ${name.image}`, start: at, end: at, text: ')'.repeat(Math.max(1, open)) },
    });
    return undefined;
  }

  #nothingMapped(): Expression {
    const last = this.LA(0);
    this.problems.push({ code: 'SFM1001', ...spanOf(last), message: 'Expected an expression after <-.' });
    return this.#missing();
  }

  #word<K extends string>(token: IToken, kind: K): { kind: K; start: number; end: number } {
    return this.ACTION(() => ({ kind, ...spanOf(token) }));
  }

  #attribute(token: IToken): AttributeExpression {
    const attribute = attributeOf(token);
    if (token.tokenType === T.UnclosedAttribute) {
      this.problems.push({
        code: 'SFM1008',
        ...spanOf(token),
        message: `This attribute is not closed. Expected ] after ${token.image}.`,
        fix: { title: 'Close the attribute', start: attribute.end, end: attribute.end, text: ']' },
      });
    }
    return attribute;
  }

  #missing(): Expression {
    const at = this.#lastEnd();
    return { kind: 'missing', start: at, end: at };
  }

  #lastEnd(): number {
    const last = this.LA(0);
    return last === undefined || last.tokenType === EOF || Number.isNaN(last.startOffset) ? 0 : endOf(last);
  }

  #span(first: IToken | undefined): { start: number; end: number } {
    return { start: isReal(first) ? first.startOffset : 0, end: this.#lastEnd() };
  }
}

/** `==` and `!=` are read as what they mean; `slips.ts` reports them. */
function operatorOf({ image }: IToken): ComparisonOperator {
  return image === '==' ? '=' : image === '!=' ? '<>' : (image as ComparisonOperator);
}

/** What may follow the last token of a call that is not closed. */
function expectedAfter(last: IToken): string {
  if (last.tokenType === T.Comma) return 'an argument or ) after the comma';
  return last.tokenType === T.Open ? 'an argument or ) after (' : `, or ) after ${quote(last)}`;
}

function attributeOf(token: IToken): AttributeExpression {
  const closed = token.tokenType === T.ClosedAttribute;
  return { kind: 'attribute', name: closed ? token.image.slice(1, -1) : token.image.slice(1), ...spanOf(token) };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
