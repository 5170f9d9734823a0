import type { Json } from '../../../server/src/core/json.ts';
import type { ReasonKind } from '../../../server/src/second-opinion/kinds.ts';

/** A worker with what the paths below ask for. */
export const worker: Json = {
  personIdExternal: '100301',
  employmentNav: {
    results: [
      { userId: '100301', assignmentClass: 'ST', userNav: null, seq: 1, jobs: { results: [{ code: 'A' }] } },
      { userId: '100301-1', assignmentClass: 'GA', userNav: { username: 'mkovacs' }, seq: 2, jobs: { results: [] } },
    ],
  },
  phoneNav: {
    results: [
      { phoneType: '10605', phoneNumber: '5550100', isPrimary: true, note: '', valid: '/Date(1388534400000)/' },
      { phoneType: '10606', phoneNumber: '5550101', isPrimary: false, extension: '7', note: 'desk', valid: null },
    ],
  },
  userNav: { results: { username: 'mkovacs' } },
};

/** One path a kind, as docs/second-opinion.md shows them; the sentence stands in full, because somebody reads it. */
export const kindExamples: readonly (readonly [ReasonKind, string, string])[] = [
  [
    'quotes',
    '$.phoneNav.results[?(@.phoneType == "10605")].phoneNumber',
    "jsonpath.com: 1 value; Entra: an error. Entra's engine takes single quotes in filters: write '10605' instead of \"10605\". jsonpath-plus minds no quotes in brackets, and takes both kinds in filters.",
  ],
  [
    'operators',
    '$.employmentNav.results[0].userId~',
    "jsonpath.com: 1 value; Entra: nothing. To jsonpath-plus ^, ~, ` and @type() are operators wherever they stand; Entra's engine knows none of them.",
  ],
  [
    'blanks',
    '$.employmentNav.results[ ?(@.seq == 1)].userId',
    'jsonpath.com: nothing; Entra: 1 value. jsonpath-plus takes the blank in [ ?(@.seq == 1)] for a part of the name.',
  ],
  [
    'script',
    '$.employmentNav.results[(@.length-1)].userId',
    "jsonpath.com: 1 value; Entra: an error. Entra's engine does not calculate in brackets: write [0] for the first element, [-1:] to count from the end. jsonpath-plus calculates it as JavaScript.",
  ],
  [
    'syntax',
    '$.phoneNav.results[?(!@.extension)].phoneNumber',
    "jsonpath.com: 1 value; Entra: an error. Entra's engine knows no ! before a test: compare with !=, or with == and the other value. jsonpath-plus takes what stands in ?( ) as JavaScript.",
  ],
  [
    'root',
    '.personIdExternal',
    "jsonpath.com: nothing; Entra: 1 value. jsonpath-plus takes what stands before the first dot or bracket, here nothing, for a name; Entra's engine needs no $.",
  ],
  [
    'negative-index',
    '$.employmentNav.results[-1].userId',
    "jsonpath.com: nothing; Entra: an error. Entra's engine fails on a negative index: the last element is [-1:]. jsonpath-plus takes [-1] for a name.",
  ],
  [
    'index',
    '$.employmentNav.results[00].userId',
    "jsonpath.com: nothing; Entra: 1 value. To jsonpath-plus [00] is a name as good as an index, as it is written; Entra's engine keeps indexes of lists and names of objects apart.",
  ],
  [
    'text-index',
    '$.personIdExternal[0]',
    "jsonpath.com: 1 value; Entra: nothing. jsonpath-plus takes a text for a list of its characters; for Entra's engine [0] is for lists alone.",
  ],
  [
    'slice',
    '$.employmentNav.results[::0].userId',
    'jsonpath.com: nothing; Entra: an error. A step of 0 never ends: write [::1]. jsonpath-plus goes by other rules and does not fail.',
  ],
  [
    'wildcard',
    '$.userNav[*].username',
    "jsonpath.com: 1 value; Entra: nothing. [*] is for lists alone in Entra's engine; jsonpath-plus takes it for objects, too.",
  ],
  [
    'length',
    '$.employmentNav.results.length',
    "jsonpath.com: 1 value; Entra: nothing. jsonpath-plus gives the length of a list or a text for length; for Entra's engine it is a name like any other.",
  ],
  [
    'scan',
    '$.employmentNav..[0].userId',
    "jsonpath.com: 1 value; Entra: nothing. Entra's engine ignores the two dots of ..[0]; jsonpath-plus searches all that lies below.",
  ],
  [
    'object-filter',
    "$.userNav[?(@.username == 'mkovacs')].username",
    "jsonpath.com: 1 value; Entra: nothing. jsonpath-plus filters the values of an object like those of a list; Entra's engine asks its members, on which no field is found.",
  ],
  [
    'nested-filter',
    "$.employmentNav.results[?(@.jobs.results[?(@.code == 'A')])].userId",
    "jsonpath.com: nothing; Entra: 1 value. jsonpath-plus takes the path that leads to the inner filter for one single name; Entra's engine follows it.",
  ],
  [
    'null-navigation',
    "$.employmentNav.results[?(@.userNav.username != '')].userId",
    "jsonpath.com: an error; Entra: 1 value. jsonpath-plus throws where a filter meets a null navigation or element (it asks null for username); Entra's engine passes over it.",
  ],
  [
    'filter-path',
    "$.employmentNav.results[?(@.jobs.results[*].code == 'A')].userId",
    'jsonpath.com: an error; Entra: 1 value. jsonpath-plus takes what stands in ?( ) as JavaScript and cannot read @.jobs.results[*].code there as the path that it is.',
  ],
  [
    'filter-syntax',
    "$.phoneNav.results[?(@.phoneType <> '10605')].phoneNumber",
    'jsonpath.com: an error; Entra: 1 value. jsonpath-plus takes what stands in ?( ) as JavaScript, and fails: Expected expression after <.',
  ],
  [
    'regex',
    '$.phoneNav.results[?(@.phoneNumber =~ /^555/)].phoneType',
    "jsonpath.com: an error; Entra: 2 values. jsonpath-plus knows no =~; Entra's engine compares with a regular expression.",
  ],
  [
    'existence',
    '$.phoneNav.results[?(@.note)].phoneNumber',
    "jsonpath.com: 1 value; Entra: 2 values. In phoneNav.results[0] @.note is '': Entra's engine asks whether the field is there, jsonpath-plus whether JavaScript takes the value for true.",
  ],
  [
    'missing-field',
    "$.phoneNav.results[?(@.extension != '7')].phoneNumber",
    "jsonpath.com: 1 value; Entra: nothing. phoneNav.results[0] has no extension: to jsonpath-plus it is JavaScript's undefined, for which @.extension != '7' holds; for Entra's engine no comparison holds with a field that is absent.",
  ],
  [
    'type',
    '$.phoneNav.results[?(@.phoneType == 10605)].phoneNumber',
    "jsonpath.com: 1 value; Entra: nothing. In phoneNav.results[0] '10605' stands beside 10605: for jsonpath-plus, which converts as JavaScript does, @.phoneType == 10605 holds; for Entra's engine, which minds the types, it does not hold.",
  ],
  [
    'dates',
    "$.phoneNav.results[?(@.valid == '/Date(1388534400000)/')].phoneNumber",
    "jsonpath.com: 1 value; Entra: nothing. '/Date(1388534400000)/' in phoneNav.results[0] is a date to Entra's engine before it compares, and a text to jsonpath-plus.",
  ],
  [
    'precedence',
    "$.employmentNav.results[?(@.seq == 1 && @.userId == 'x' || @.seq == 2)].userId",
    "jsonpath.com: 1 value; Entra: nothing. && and || are mixed: for jsonpath-plus && binds closer, Entra's engine takes all that follows an operator together, a && b || c as a && (b || c).",
  ],
  [
    'timeout',
    "$.phoneNav.results[?('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.match('^(a+)+$'))]",
    'jsonpath.com: no end; Entra: an error. jsonpath-plus came to no end in the time that it was given.',
  ],
  [
    'memory',
    "$.phoneNav.results[?('x'.repeat(500000000).split(''))]",
    'jsonpath.com: an error; Entra: an error. jsonpath-plus used more memory than it was given and was ended.',
  ],
];
