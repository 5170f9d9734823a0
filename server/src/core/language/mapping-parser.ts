import type { IToken, TokenType } from 'chevrotain';
import { isReal, optional, spanOf } from './base-parser.ts';
import { ExpressionParser } from './expression-parser.ts';
import type {
  ActionsDeclaration,
  AttributeDeclaration,
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
} from './syntax.ts';
import * as T from './tokens.ts';

/** What begins the next option of a mapping. */
const OPTION_WORDS: ReadonlySet<unknown> = new Set([T.Match, T.On, T.Flow, T.Default]);

/** The grammar of the declarations outside of blocks, and of those in `source`, `target`, `scope` and `map`. */
export class MappingParser extends ExpressionParser {
  readonly provision = this.RULE('provision', (): ProvisionDeclaration => {
    const first = this.CONSUME(T.Provision);
    const source = this.OPTION(() => this.SUBRULE1(this.name));
    this.CONSUME(T.RightArrow);
    const target = this.OPTION1(() => this.SUBRULE2(this.name));
    return this.ACTION(() => ({
      kind: 'provision',
      ...this.span(first),
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
      ...this.span(first),
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
      ...this.span(first),
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
    return this.ACTION(() => ({ kind: 'actions', ...this.span(first), actions }));
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
      ...this.span(undefined),
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
      ...this.span(first),
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
    return this.ACTION(() => ({ kind: 'scope', ...this.span(undefined), ...optional('name', name), clauses }));
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
      end: this.lastEnd(),
      ...optional('attribute', isReal(attribute) ? this.attribute(attribute) : undefined),
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
      this.atEnd() && this.LA(1).tokenType !== T.None && this.LA(1).tokenType !== T.Baseline
        ? this.nothingMapped()
        : this.OR([
            { GATE: () => this.standsAlone(T.None), ALT: () => this.word(this.CONSUME(T.None), 'none' as const) },
            {
              GATE: () => this.standsAlone(T.Baseline),
              ALT: () => this.word(this.CONSUME(T.Baseline), 'baseline' as const),
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
      ...this.span(undefined),
      ...optional('target', target),
      ...optional('source', source),
      options,
    }));
  });

  readonly mapOption = this.RULE('mapOption', (): MapOption => {
    const first = this.LA(1);
    let more: { number?: number; text?: StringExpression; word?: Name } = {};
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
          const word = this.OPTION({
            GATE: () => !OPTION_WORDS.has(this.LA(1).tokenType),
            DEF: () => this.CONSUME(T.Name),
          });
          return this.ACTION(() => {
            if (word?.tokenType === T.Always) return 'flow always' as const;
            if (word?.tokenType === T.Nulls) return 'flow nulls' as const;
            if (word !== undefined) more = { word: { text: word.image, ...spanOf(word) } };
            return 'flow' as const;
          });
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
    return this.ACTION(() => ({ kind, start: first.startOffset, end: this.lastEnd(), ...more }));
  });

  /** `none <- [x]` maps a target of that name; `x <- none(…)` calls a function. */
  protected standsAlone(type: TokenType): boolean {
    return this.LA(1).tokenType === type && this.LA(2).tokenType !== T.Open;
  }

  protected nothingMapped(): Expression {
    const last = this.LA(0);
    this.problems.push({ code: 'SFM1001', ...spanOf(last), message: 'Expected an expression after <-.' });
    return this.missing();
  }

  protected word<K extends string>(token: IToken, kind: K): { kind: K; start: number; end: number } {
    return this.ACTION(() => ({ kind, ...spanOf(token) }));
  }
}
