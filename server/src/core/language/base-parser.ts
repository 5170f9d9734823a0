import { EmbeddedActionsParser, EOF, type IToken } from 'chevrotain';
import { readName, readText } from './literals.ts';
import { messages } from './messages.ts';
import type { AttributeExpression, Expression, Name, PathNode, StringExpression, SyntaxProblem } from './syntax.ts';
import * as T from './tokens.ts';

export const endOf = (token: IToken) => token.startOffset + token.image.length;
export const spanOf = (token: IToken) => ({ start: token.startOffset, end: endOf(token) });
/** A token that recovery made up stands nowhere. */
export const isReal = (token: IToken | undefined): token is IToken =>
  token !== undefined && !Number.isNaN(token.startOffset) && token.isInsertedInRecovery !== true;

/** A property that is left out where it has no value. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

/**
 * What the grammars of all blocks share: names, texts, paths, attributes and where they stand. The classes of the
 * grammar are built on one another, a file for each part: Chevrotain takes its rules from one object.
 */
export class BaseParser extends EmbeddedActionsParser {
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
  }

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

  protected attribute(token: IToken): AttributeExpression {
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

  protected missing(): Expression {
    const at = this.lastEnd();
    return { kind: 'missing', start: at, end: at };
  }

  protected lastEnd(): number {
    const last = this.LA(0);
    return last === undefined || last.tokenType === EOF || Number.isNaN(last.startOffset) ? 0 : endOf(last);
  }

  protected span(first: IToken | undefined): { start: number; end: number } {
    return { start: isReal(first) ? first.startOffset : 0, end: this.lastEnd() };
  }
}

function attributeOf(token: IToken): AttributeExpression {
  const closed = token.tokenType === T.ClosedAttribute;
  return { kind: 'attribute', name: closed ? token.image.slice(1, -1) : token.image.slice(1), ...spanOf(token) };
}
