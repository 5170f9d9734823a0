import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { version } from '../../package.json';
import { useSfmap } from './support/set-up.ts';

/** What SARIF 2.1.0 asks of the parts that a log of ours has; anything else in it is a mistake. */
const text = z.strictObject({ text: z.string().min(1) });
const place = z.int().min(1);
const region = z
  .strictObject({ startLine: place, startColumn: place, endLine: place, endColumn: place })
  .refine((it) => it.startLine < it.endLine || (it.startLine === it.endLine && it.startColumn <= it.endColumn));
const location = z.strictObject({
  uri: z.string().regex(/^[^\s\\"<>^`{|}]+$/),
  uriBaseId: z.literal('SRCROOT').optional(),
  index: z.int().min(0).optional(),
});
const level = z.enum(['note', 'warning', 'error']);
const rule = z.strictObject({
  id: z.string().regex(/^SFM\d{4}$/),
  shortDescription: text,
  fullDescription: text,
  help: z.strictObject({ text: z.string(), markdown: z.string() }),
  defaultConfiguration: z.strictObject({ level }),
});
const fix = z.strictObject({
  description: text,
  artifactChanges: z
    .array(
      z.strictObject({
        artifactLocation: location,
        replacements: z
          .array(z.strictObject({ deletedRegion: region, insertedContent: z.strictObject({ text: z.string() }) }))
          .min(1),
      }),
    )
    .min(1),
});
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().min(0),
  level,
  message: text,
  locations: z.tuple([z.strictObject({ physicalLocation: z.strictObject({ artifactLocation: location, region }) })]),
  fixes: z.array(fix).min(1).optional(),
});
const notification = z.strictObject({
  descriptor: z.strictObject({ id: z.string(), index: z.int().min(0) }),
  level: z.literal('error'),
  message: text,
  locations: z.tuple([z.strictObject({ physicalLocation: z.strictObject({ artifactLocation: location }) })]),
});
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.literal('sfmap'),
          version: z.literal(version),
          rules: z.array(rule),
          notifications: z.array(rule).optional(),
        }),
      }),
      invocations: z.tuple([
        z.strictObject({
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z.array(notification).optional(),
        }),
      ]),
      columnKind: z.literal('utf16CodeUnits'),
      originalUriBaseIds: z.strictObject({ SRCROOT: z.strictObject({ description: text }) }),
      artifacts: z.array(z.strictObject({ location, sourceLanguage: z.literal('sfmap') })),
      results: z.array(result),
    }),
  ]),
});

const BAD = '\ufeffprovision SuccessFactors -> EntraID\r\nmap {\r\n  "😀" <- "😀"  department <- [departmnt]\r\n}\r\n';
const NAME = 'ä ö/50% #1?.sfmap';

const sfmap = useSfmap();
let folder: string;
beforeAll(() => {
  folder = join(sfmap.folder, 'mappings');
  mkdirSync(join(folder, 'ä ö'), { recursive: true });
  mkdirSync(join(sfmap.folder, 'elsewhere'));
  writeFileSync(join(folder, NAME), BAD);
  writeFileSync(
    join(folder, 'good.sfmap'),
    'provision SuccessFactors -> EntraID\nactions update\nmap {\n  employeeId <- [personIdExternal] match 1\n}\n',
  );
  writeFileSync(join(sfmap.folder, 'elsewhere', 'bad.sfmap'), BAD);
});

const check = async (args: readonly string[], input = '') => {
  const ended = await sfmap.run(['check', ...args, '--format', 'sarif'], { cwd: folder, input });
  expect(ended.err).toBe('');
  const [run] = log.parse(JSON.parse(ended.out)).runs;
  for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  for (const { locations } of run.results) {
    const { index, ...at } = locations[0].physicalLocation.artifactLocation;
    expect(run.artifacts[index ?? -1]?.location).toEqual(at);
  }
  return { ...ended, run };
};

describe('a SARIF log', () => {
  it('names file, place in UTF-16 columns, level and message, and brings the fix as a change', async () => {
    const { run, code } = await check([NAME]);
    expect(code).toBe(1);
    const found = run.results.find(({ ruleId }) => ruleId === 'SFM2002');
    const uri = '%C3%A4%20%C3%B6/50%25%20%231%3F.sfmap';
    const region = { startLine: 3, startColumn: 31, endLine: 3, endColumn: 42 };
    expect(found).toMatchObject({
      level: 'error',
      message: { text: expect.stringContaining('Did you mean [department]?') },
      locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: 'SRCROOT', index: 0 }, region } }],
      fixes: [
        {
          description: { text: 'Write [department]' },
          artifactChanges: [
            {
              artifactLocation: { uri, uriBaseId: 'SRCROOT' },
              replacements: [{ deletedRegion: region, insertedContent: { text: '[department]' } }],
            },
          ],
        },
      ],
    });
    const resolved = new URL(uri, `${pathToFileURL(folder).href}/`);
    expect(fileURLToPath(resolved)).toBe(join(folder, NAME));
  });

  it('explains each rule that has something to say, and no other', async () => {
    const { run } = await check([NAME]);
    const { rules } = run.tool.driver;
    expect(new Set(rules.map(({ id }) => id))).toEqual(new Set(run.results.map(({ ruleId }) => ruleId)));
    expect(rules.find(({ id }) => id === 'SFM2002')).toMatchObject({
      shortDescription: { text: 'Unknown source attribute' },
      help: { markdown: expect.stringContaining('## Right') },
      defaultConfiguration: { level: 'error' },
    });
  });

  it('has levels as the project sets them', async () => {
    const project = join(folder, 'levels.json');
    writeFileSync(project, '{"rules": {"SFM2002": "information", "SFM2005": "off"}}');
    const { run, code } = await check([NAME, '--config', project]);
    expect(run.results.map(({ ruleId, level: of }) => [ruleId, of])).toContainEqual(['SFM2002', 'note']);
    expect(run.results.map(({ ruleId }) => ruleId)).not.toContain('SFM2005');
    expect(code).toBe(0);
  });

  it('is the same for the same files, lists those without findings, and names a file elsewhere by its URL', async () => {
    const outside = join(sfmap.folder, 'elsewhere', 'bad.sfmap');
    const first = await check(['.', outside]);
    expect((await check(['.', outside])).out).toBe(first.out);
    expect(first.run.artifacts.map(({ location: { uri } }) => uri)).toEqual([
      'good.sfmap',
      '%C3%A4%20%C3%B6/50%25%20%231%3F.sfmap',
      pathToFileURL(outside).href,
    ]);
  });

  it('of nothing is a log, too; of standard input it names stdin.sfmap', async () => {
    const { run, code } = await check(['good.sfmap']);
    expect([run.results, run.tool.driver.rules, code]).toEqual([[], [], 0]);
    const { run: typed } = await check(['-'], 'map {');
    expect(typed.artifacts[0]?.location.uri).toBe('stdin.sfmap');
    expect(typed.results.length).toBeGreaterThan(0);
  });
});
