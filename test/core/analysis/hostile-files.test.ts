import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';

const messages = (text: string, code: string) =>
  new Analysis(text).diagnostics
    .filter((one) => one.code === code)
    .map(({ severity, message }) => `${severity}: ${message}`);

describe('replace lines that feed on one another', () => {
  it('are applied up to 64, and paths stay short', () => {
    const lines = Array.from({ length: 300 }, () => '  replace $.employmentNav -> $.employmentNav.employmentNav');
    const text = ['provision SuccessFactors -> EntraID', 'source {', ...lines, '}', 'map { a <- [department] }'].join(
      '\n',
    );
    const { model } = new Analysis(text);
    for (const { path } of model.sources.values()) expect(path?.length ?? 0).toBeLessThan(2_100);
    expect(messages(text, 'SFM2011')).toHaveLength(300 - 64);
  });
});

describe('rows of a writeback', () => {
  const writeback = (...mappings: string[]) =>
    ['provision EntraID -> SuccessFactors', 'map {', 'personIdExternal <- [employeeId] match 1', ...mappings, '}'].join(
      '\n',
    );

  it('are mapped whole: value, type and flag', () => {
    expect(messages(writeback('email <- [mail]', 'emailType <- "8448"'), 'SFM4002')).toEqual([
      'error: A row of the e-mail needs emailIsPrimary mapped beside email: SuccessFactors refuses it otherwise.',
    ]);
    expect(
      messages(writeback('email <- [mail]', 'emailType <- "8448"', 'emailIsPrimary <- "true"'), 'SFM4002'),
    ).toEqual([]);
  });

  it('warn of a part that is lost without its number, tell of a type, and let a flag stand', () => {
    expect(messages(writeback('cellPhoneAreaCode <- [mobile]'), 'SFM4002')).toEqual([
      'warning: cellPhoneAreaCode writes nothing: cellPhoneNumber is not mapped, and a row without it is not sent. Map cellPhoneNumber, or take this line away.',
    ]);
    expect(messages(writeback('cellPhoneType <- "10606"', 'cellPhoneIsPrimary <- "false"'), 'SFM4002')).toEqual([
      'information: cellPhoneType writes nothing: cellPhoneNumber is not mapped, and a row without it is not sent. Map cellPhoneNumber, or take this line away.',
    ]);
    expect(messages(writeback('cellPhoneIsPrimary <- "false"'), 'SFM4002')).toEqual([]);
  });
});
