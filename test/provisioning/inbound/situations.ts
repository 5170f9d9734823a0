/** The forms in which the editions of the integration reference read an employment. */
export const FORMS = ['[0]', '[-1:]', '[?(@.userNav != null)]', "[?(@.assignmentClass == 'ST')]"] as const;
export type Form = (typeof FORMS)[number];

/** What an account is given of an employment. */
export type Read = readonly [userId: string, department: string, jobTitle: string];

/** A person of the sandbox, the employment that the account should show, and what other forms read instead. */
export interface SituationRow {
  readonly id: string;
  readonly name: string;
  readonly situation: string;
  readonly right: Read;
  readonly wrong: Partial<Record<Form, Read>>;
  /** Why the wrong forms are wrong. */
  readonly why?: string;
}

/** Written by hand from the situations of "SAP SuccessFactors integration reference", handling different HR scenarios. */
export const SITUATIONS: readonly SituationRow[] = [
  {
    id: '100101',
    name: 'Amara Nwosu',
    situation: 'plain',
    right: ['100101', 'Logistics', 'Logistics Lead'],
    wrong: {},
  },
  {
    id: '100201',
    name: 'Piotr Zielinski',
    situation: 'terminated',
    right: ['100201', 'Finance', 'Controller'],
    wrong: {},
  },
  {
    id: '100301',
    name: 'Mei-Ling Tan',
    situation: 'worker conversion',
    right: ['100301-1', 'Engineering', 'Platform Engineer'],
    wrong: {
      '[0]': ['100301', 'IT Services', 'Contractor'],
      "[?(@.assignmentClass == 'ST')]": ['100301', 'IT Services', 'Contractor'],
    },
    why: 'the first employment is the one before the conversion, and both have the class ST',
  },
  {
    id: '100401',
    name: 'Rita Okafor',
    situation: 'rehire',
    right: ['100401-1', 'Sales EMEA', 'Account Manager'],
    wrong: {
      '[0]': ['100401', 'Operations', 'Operations Coordinator'],
      '[?(@.userNav != null)]': ['100401', 'Operations', 'Operations Coordinator'],
      "[?(@.assignmentClass == 'ST')]": ['100401', 'Operations', 'Operations Coordinator'],
    },
    why: 'the first employment has ended; after a rehire it keeps its user, and both have the class ST',
  },
  {
    id: '100501',
    name: 'Tomás Herrera',
    situation: 'terminated',
    right: ['100501', 'Finance', 'Analyst'],
    wrong: {},
  },
  {
    id: '100502',
    name: 'Tomás Herrera',
    situation: 'plain',
    right: ['100502', 'Finance', 'Senior Analyst'],
    wrong: {},
  },
  {
    id: '100601',
    name: 'Haruto Watanabe',
    situation: 'global assignment',
    right: ['100601', 'Engineering', 'Principal Engineer'],
    wrong: { '[-1:]': ['100601-1', 'Operations', 'Plant Liaison'] },
    why: 'the last employment is the assignment abroad',
  },
  {
    id: '100701',
    name: 'Beatriz Almeida',
    situation: 'concurrent jobs',
    right: ['100701', 'Finance', 'Finance Partner'],
    wrong: { '[-1:]': ['100701-1', 'People & Culture', 'Regional Recruiter'] },
    why: 'the last employment is the second job',
  },
  {
    id: '100801',
    name: 'Farid Rahimi',
    situation: 'pre-hire',
    right: ['100801', 'Engineering', 'Junior Engineer'],
    wrong: {},
  },
];

/** The table of docs/scenarios.md. */
export function situationsTable(): string {
  const cell = ([userId, department]: Read) => `${userId}, ${department}`;
  const rows = SITUATIONS.map(({ id, situation, right, wrong, why = '' }) => [
    id,
    situation,
    cell(right),
    ...FORMS.map((form) => {
      const read = wrong[form];
      return read === undefined ? 'right' : `**${cell(read)}**`;
    }),
    why,
  ]);
  const head = ['person', 'HR situation', 'should read', ...FORMS.map((form) => `\`${form}\``), 'why'];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
