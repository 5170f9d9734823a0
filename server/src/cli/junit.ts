import { failures, type TestJson } from './test-report.ts';

/**
 * The tests as a JUnit report, in the form that Jenkins, GitLab and Azure DevOps take: a suite a file, a case a test. An
 * expectation that does not hold is a failure, a test that could not be run an error.
 */
export function junitReport(tests: readonly TestJson[]): string {
  const suites = [...Map.groupBy(tests, ({ file }) => file)].map(([file, own]) => suite(file, own));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="sfmap" ${counts(tests)}>`,
    ...suites,
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suite(file: string, tests: readonly TestJson[]): string {
  return [`  <testsuite name="${escaped(file)}" ${counts(tests)}>`, ...tests.map(testcase), '  </testsuite>'].join(
    '\n',
  );
}

function counts(tests: readonly TestJson[]): string {
  const errors = tests.filter(({ problem }) => problem !== undefined).length;
  const failed = tests.filter(({ passed }) => !passed).length - errors;
  return `tests="${tests.length}" failures="${failed}" errors="${errors}" skipped="0" time="0"`;
}

function testcase(test: TestJson): string {
  const { file, name, line, passed, problem } = test;
  const head = `    <testcase classname="${escaped(file)}" name="${escaped(name)}" file="${escaped(file)}" line="${line}" time="0"`;
  if (passed) return `${head}/>`;
  const [kind, type] = problem === undefined ? ['failure', 'expectation'] : ['error', 'not run'];
  const message = problem?.message ?? test.expectations.find((one) => !one.passed)?.actual ?? '';
  const text = failures(test).join('\n');
  return [
    `${head}>`,
    `      <${kind} type="${type}" message="${escaped(message)}">${escaped(text)}</${kind}>`,
    '    </testcase>',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** A text as XML 1.0 takes it; characters that XML cannot hold become U+FFFD. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"'\n\r\t]/g, (c) => ENTITIES[c] ?? c);
}
