import type { FunctionDocuments } from './function-document.ts';

const INTERVAL = '`yyyy` years, `m` months, `d` days, `ww` weeks, `h` hours, `n` minutes, `s` seconds.';

/** Functions of dates. */
export const dateDocuments: FunctionDocuments = {
  CDate: {
    details:
      'Reads ISO 8601 with or without a time and a zone (`2020-03-16-07:00`), `3/16/2020 7:00:00 AM`, and dates with English month names. Without a zone it is UTC. The result is `M/d/yyyy h:mm:ss tt` in UTC.',
    parameters: { expression: 'A date as text.' },
    empty: 'Null and empty are errors: test them first.',
    differs:
      "The function reference says nothing of null; Microsoft's guides wrap each attribute that may be empty. A time without a date is an error here; .NET would take the present day.",
  },
  Now: {
    details: 'The present time as `M/d/yyyy h:mm:ss tt` in UTC, the same one throughout an expression.',
    parameters: {},
    empty: 'Takes no argument.',
  },
  DateAdd: {
    details:
      'A month or year later keeps the day, or takes the last day of a shorter month. A fraction of the number is cut off. The number may be a text.',
    parameters: {
      interval: INTERVAL,
      value: 'How many; negative for the past.',
      dateTime: 'A date: `CDate(…)` or `Now()`.',
    },
    empty: 'Null and empty are errors.',
  },
  DateDiff: {
    details:
      "Counts from the first date to the second: years and months by the calendar, weeks from Sunday to Sunday, days and smaller units as full ones that passed. Negative if the second date is earlier. These are Visual Basic's rules, and every example of the function reference keeps them.",
    parameters: { interval: INTERVAL, date1: 'The first date.', date2: 'The second date.' },
    empty: 'Null and empty are errors.',
    differs: 'The function reference does not name the rules.',
  },
  FormatDateTime: {
    details:
      'Reads the source in one .NET format and writes it in another, in culture en-US: custom formats (`yyyy-MM-dd`, `hh:mm:ss tt`, `zzz`) and standard ones (`d`, `s`, `O`). A source with an offset is turned to UTC. `hh` and `dd` want two digits, `h` and `d` take one or two. Without a date in the format .NET takes the present day.',
    parameters: {
      source: 'A date as text.',
      dateTimeStyles:
        "Names of .NET's `DateTimeStyles` or their number; empty is `RoundtripKind, AllowLeadingWhite, AllowTrailingWhite`.",
      inputFormat: 'The format of the source.',
      outputFormat: 'The format of the result.',
    },
    empty: 'A null or empty source gives null.',
    differs:
      "The function reference has four parameters, Microsoft Graph's list of functions and the SuccessFactors expression guide have three. Both are taken; with three there are no styles. None of them speaks of a null source, and their examples use it on dates that most people lack.",
  },
  NumFromDate: {
    details:
      'Counts the steps of 100 nanoseconds since 1601 in UTC, as `accountExpires` holds them, in exact integers.',
    parameters: { value: 'A date in ISO 8601; the results of `CDate`, `DateAdd` and `Now` are taken too.' },
    empty: 'Null and empty are errors.',
    differs:
      'The numbers that the SuccessFactors expression guide prints do not fit its own inputs; sfmap computes them. The guide says that 12/31/9999 fails: it does where an offset moves it beyond the year 9999.',
  },
  DateFromNum: {
    details: 'The opposite of `NumFromDate`. The result is `M/d/yyyy h:mm:ss tt` in UTC.',
    parameters: { value: 'A file time of Active Directory.' },
    empty: 'Null and empty are errors, as is `9223372036854775807`, which stands for never.',
    differs:
      'The function reference describes its result in words ("January 1, 2012 at 11:00PM"); sfmap writes it as the other functions of dates do.',
  },
};
