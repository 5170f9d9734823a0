import { EOF, type IToken } from 'chevrotain';
import { BaseParser, endOf, isReal, spanOf } from './base-parser.ts';
import { quote } from './messages.ts';
import type { CallExpression, ComparisonOperator, Expression } from './syntax.ts';
import * as T from './tokens.ts';

/** The grammar of Entra's expressions. */
export class ExpressionParser extends BaseParser {
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
        const first = left ?? this.missing();
        if (comparison === undefined) return first;
        const right = comparison.right ?? this.missing();
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
    { recoveryValueFunc: () => this.missing() },
  );

  readonly operand = this.RULE(
    'operand',
    (): Expression =>
      this.OR([
        { ALT: () => this.SUBRULE(this.call) },
        {
          ALT: () => {
            const attribute = this.CONSUME(T.Attribute);
            return this.ACTION((): Expression => this.attribute(attribute));
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
    { recoveryValueFunc: () => this.missing() },
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
    const close = this.atEnd() ? this.notClosed(name) : this.CONSUME(T.Close);
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
      end: isReal(close) ? endOf(close) : this.lastEnd(),
    }));
  });

  /** The declaration ends here, or its options begin: no `)` will come. Never while the grammar is recorded. */
  protected atEnd(): boolean {
    if (this.RECORDING_PHASE) return false;
    const { tokenType } = this.LA(1);
    return tokenType === EOF || ((tokenType.CATEGORIES ?? []).includes(T.Name) && this.LA(2).tokenType !== T.Open);
  }

  /** Reports the innermost call that is not closed; the fix closes all that are open. */
  protected notClosed(name: IToken): undefined {
    const last = this.LA(0);
    const at = endOf(last);
    // A text that is not closed has swallowed the parenthesis: that is the problem to show.
    if (this.problems.some(({ code }) => code === 'SFM1005' || code === 'SFM1011')) return undefined;
    // Its own correction closes the call as well.
    if (this.problems.some(({ code, end }) => code === 'SFM1008' && end === at)) return undefined;
    let open = 0;
    for (let k = 0; ; k--) {
      const { tokenType } = this.LA(k);
      if (tokenType === undefined || tokenType === T.Arrow || tokenType === EOF) break;
      open += tokenType === T.Open ? 1 : tokenType === T.Close ? -1 : 0;
    }
    this.problems.push({
      code: 'SFM1011',
      ...spanOf(last),
      message: `This call of ${name.image} is not closed. Expected ${expectedAfter(last, this.lastCall())}.`,
      fix: { title: `Close the call of ${name.image}`, start: at, end: at, text: ')'.repeat(Math.max(1, open)) },
    });
    return undefined;
  }

  /** The name of the call that the last token closes; undefined where it closes none. */
  private lastCall(): string | undefined {
    let depth = 0;
    for (let k = 0; ; k--) {
      const { tokenType } = this.LA(k);
      if (tokenType === undefined || tokenType === T.Arrow || tokenType === EOF) return undefined;
      depth += tokenType === T.Close ? 1 : tokenType === T.Open ? -1 : 0;
      if (depth > 0) continue;
      const before = this.LA(k - 1);
      return tokenType === T.Open && isName(before) ? before.image : undefined;
    }
  }
}

/** `==` and `!=` are read as what they mean; `slips.ts` reports them. */
function operatorOf({ image }: IToken): ComparisonOperator {
  return /^==/.test(image) ? '=' : image.startsWith('!') ? '<>' : (image as ComparisonOperator);
}

const isName = ({ tokenType }: IToken) => tokenType === T.Name || (tokenType.CATEGORIES ?? []).includes(T.Name);

/** What may follow the last token of a call that is not closed. */
function expectedAfter(last: IToken, call: string | undefined): string {
  if ((last.tokenType.CATEGORIES ?? []).includes(T.Comma)) return 'an argument after the comma';
  if (call !== undefined && last.tokenType === T.Close) return `, or ) after the call of ${call}`;
  return last.tokenType === T.Open ? 'an argument or ) after (' : `, or ) after ${quote(last)}`;
}
