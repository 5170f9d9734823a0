import { TestParser } from './test-parser.ts';

/**
 * Parses one declaration at a time, with Chevrotain's recovery: a missing token is put in, one too many is skipped,
 * and a broken argument ends at the next comma or parenthesis, so that the rest of the call keeps its tree.
 */
export class DeclarationParser extends TestParser {
  /** @param validate Checks the grammar itself for ambiguities: a test does it once, so that no start pays for it. */
  constructor(validate = false) {
    super(validate);
    this.performSelfAnalysis();
  }
}
