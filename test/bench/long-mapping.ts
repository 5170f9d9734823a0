/** A mapping file of about this many lines without a mistake: attributes, targets and mappings, a third each. */
export function mappingOf(lines: number, head: readonly string[] = []): string {
  const third = Math.floor((lines - 7 - head.length) / 3);
  const path = '$.employmentNav.results[0].jobInfoNav.results[0].departmentNav.name_localized';
  const each = (line: (i: number) => string) => Array.from({ length: third }, (_, i) => line(i));
  return [
    'provision SuccessFactors -> EntraID',
    ...head,
    'source {',
    ...each((i) => `  a${i} = ${path}`),
    '}',
    'target {',
    ...each((i) => `  t${i} : String`),
    '}',
    'map {',
    ...each((i) => `  t${i} <- IIF(IsPresent([a${i}]), Join(" ", [firstName], [a${i}]), "x${i}")`),
    '}',
    '',
  ].join('\n');
}
