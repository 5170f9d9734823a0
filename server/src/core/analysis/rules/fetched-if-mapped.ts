import type { ConnectorGeneration } from '../../catalog/retrieval-rules.ts';
import type { EntityModel } from '../../entity-model/entity-model.ts';
import type { PathType } from '../../entity-model/path-type.ts';
import { startsWithSteps } from '../../jsonpath/prefix.ts';
import { isExpression, walkExpression } from '../../language/walk.ts';
import { alignedLine, insertIntoBlock } from '../../refactoring/block-lines.ts';
import { FIRST_JOB, SECOND_JOB } from '../../refactoring/scenario.ts';
import { declarationsOf } from '../bind.ts';
import { editOf, type Fix, type Rule, type RuleContext, type TextEdit } from '../diagnostic.ts';
import type { MappingModel, SourceAttribute } from '../model.ts';
import { pathOf } from '../paths.ts';
import { isPrintedPath } from '../printed-paths.ts';
import { removeDeclaration } from '../removal.ts';
import { repeatsList } from '../repeated-entry.ts';
import { conditionalStep, neverFetchedStep } from '../retrieval-paths.ts';
import { pathTypeOf } from '../typed-paths.ts';
import { type WrittenPath, writtenPaths } from '../written-paths.ts';

/** A navigation that the connector reads only if a certain attribute is mapped, and it is not. */
export const fetchedIfMapped: Rule = {
  code: 'SFM3202',
  severity: 'warning',
  title: 'Navigation that is read only if another attribute is mapped',
  page: {
    why: "Some entities the connector fetches only for a mapping that names one of its own attributes: the company if `company` or `companyId` is mapped, the location if `location` is, the status as a code if `emplStatus` is. An attribute of your own that reads the same entity does not count, whatever its path.\n\nGive your attribute the connector's name, with your path, or map the connector's attribute as well.",
    wrong: `provision SuccessFactors -> EntraID

source {
  office = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].locationNav.name
}

map {
  employeeId                 <- [personIdExternal] match 1
  physicalDeliveryOfficeName <- [office]
}
`,
    right: `provision SuccessFactors -> EntraID

source {
  location = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].locationNav.name
}

map {
  employeeId                 <- [personIdExternal] match 1
  physicalDeliveryOfficeName <- [location]
}
`,
    sources: ['Microsoft, "How Microsoft Entra provisioning integrates with SAP SuccessFactors", "Supported entities"'],
  },
  check(context) {
    const { model, entityModel, generation = 'current' } = context;
    if (model.direction !== 'inbound') return;
    for (const need of needsOf(model, entityModel, generation)) tell(need, context);
  },
};

/** What the attributes of a file need: the same while neither the list nor what is read of it has changed. */
const known = new WeakMap<MappingModel['sources'], Needs>();

interface Needs {
  readonly used: MappingModel['used'];
  readonly entityModel: EntityModel | undefined;
  readonly generation: ConnectorGeneration;
  readonly needs: readonly Need[];
}

function needsOf(
  model: MappingModel,
  entityModel: EntityModel | undefined,
  generation: ConnectorGeneration,
): readonly Need[] {
  const before = known.get(model.sources);
  if (before?.used === model.used && before.entityModel === entityModel && before.generation === generation)
    return before.needs;
  const needs = findNeeds(model, entityModel, generation);
  known.set(model.sources, { used: model.used, entityModel, generation, needs });
  return needs;
}

const smallLetters = new WeakMap<MappingModel['used'], ReadonlySet<string>>();

function inSmallLetters(used: MappingModel['used']): ReadonlySet<string> {
  let small = smallLetters.get(used);
  if (small === undefined) {
    small = new Set([...used].map((name) => name.toLowerCase()));
    smallLetters.set(used, small);
  }
  return small;
}

function findNeeds(
  model: MappingModel,
  entityModel: EntityModel | undefined,
  generation: ConnectorGeneration,
): readonly Need[] {
  const isMapped = (name: string) => model.used.has(name) || inSmallLetters(model.used).has(name.toLowerCase());
  // Many attributes have paths that are alike: each is asked about once.
  const asked = new Map<PathType, ReturnType<typeof missingStep>>();
  const found = new Map<string, Need>();
  for (const name of model.used) {
    const source = model.sources.get(name);
    if (source?.path === undefined || source.origin === 'built-in') continue;
    const type = pathTypeOf(source.path, entityModel);
    let missing = asked.get(type);
    if (missing === undefined && !asked.has(type)) {
      missing = missingStep(source.path, type, isMapped, generation);
      asked.set(type, missing);
    }
    if (missing === undefined) continue;
    const { node } = missing.navigation;
    const first = found.get(node);
    if (first === undefined) found.set(node, { source, missing, printed: missing.printed, others: 0 });
    else {
      first.others += 1;
      first.printed &&= missing.printed;
    }
  }
  return [...found.values()];
}

/** The navigation that another attribute would bring; none where nothing brings all that the path needs. */
function missingStep(
  path: string,
  type: PathType,
  isMapped: (name: string) => boolean,
  generation: ConnectorGeneration,
) {
  if (neverFetchedStep(type, generation) !== undefined) return undefined;
  const step = conditionalStep(type, isMapped, generation);
  return step === undefined ? undefined : { ...step, printed: isPrinted(path, step.navigation.name) };
}

/** A navigation that paths need, at the first attribute that is read and needs it. */
interface Need {
  readonly source: SourceAttribute;
  readonly missing: NonNullable<ReturnType<typeof missingStep>>;
  /** Every path that needs it is one that Microsoft prints itself. */
  printed: boolean;
  others: number;
}

function tell({ source, missing: { navigation, attributes }, printed, others }: Need, context: RuleContext): void {
  const [first = '', ...more] = attributes;
  const path = pathWith(navigation.node, source, context);
  if (path === undefined) return;
  const step = pathTypeOf(path.node.text, context.entityModel).navigations.find(({ node }) => node === navigation.node);
  const names = [[first, ...more.slice(0, -1)].join(', '), ...more.slice(-1)].join(' or ');
  const also = others === 0 ? '' : `, here and for ${others} more attribute${others === 1 ? '' : 's'}`;
  context.report(path.placed, path.span(step ?? { start: 0, end: path.node.text.length }), {
    ...(printed ? { severity: 'information' as const } : {}),
    message: `SuccessFactors holds ${navigation.name}, but the connector reads it only if ${names} is mapped. Map ${more.length === 0 ? first : 'one of them'}, or this is empty in production${also}.`,
    fixes: [
      ...(others === 0 && path.role === 'source' ? rename(path, first, navigation.name, context) : []),
      ...mapToo(first, navigation.name, context),
    ],
  });
}

/** The path of the file that brings a navigation: that of the attribute, or that of a `replace` line. */
function pathWith(node: string, { name, origin }: SourceAttribute, context: RuleContext): WrittenPath | undefined {
  const { file, entityModel } = context;
  const goesThere = ({ node: { text } }: WrittenPath) =>
    pathTypeOf(text, entityModel).navigations.some((navigation) => navigation.node === node);
  for (const placed of file.declarations) {
    const { declaration } = placed;
    const candidate =
      origin === 'file'
        ? declaration.kind === 'attribute' && declaration.block === 'source' && declaration.name?.text === name
        : declaration.kind === 'replace';
    if (!candidate) continue;
    const paths = writtenPaths({ file: { ...file, declarations: [placed] } });
    const path = paths.find((one) => one.role !== 'replace-from' && goesThere(one));
    if (path !== undefined) return path;
  }
  return undefined;
}

const STATUS_CODE = `${FIRST_JOB}.emplStatusNav.externalCode`;
const DEPARTMENT = /\.departmentNav\.name_localized\s*$/;

/** Microsoft prints these paths itself, for its HR scenarios, beside mappings that read the department or the status. */
function isPrinted(path: string, navigation: string): boolean {
  const printed = [SECOND_JOB, STATUS_CODE].some((prefix) => startsWithSteps(pathOf(path), pathOf(prefix)));
  if (!printed && !isPrintedPath(path)) return false;
  return navigation === 'emplStatusNav' || DEPARTMENT.test(path);
}

/** The attribute takes the name that the connector knows, and keeps its path; an entry that the list has goes. */
function rename({ placed }: WrittenPath, name: string, navigation: string, context: RuleContext): readonly Fix[] {
  const { declaration } = placed;
  if (declaration.kind !== 'attribute' || declaration.name === undefined) return [];
  const own = declaration.name.text;
  const names = declarationsOf(context.file, 'attribute').map((one) => one.declaration.name?.text);
  if (names.includes(name) || names.filter((one) => one === own).length !== 1) return [];
  const uses = usesOf(own, name, context);
  if (repeatsList(declaration, name, context.model) && declarationsOf(context.file, 'replace').length === 0) {
    const title = `Read ${name} of the built-in list instead, so that the connector reads ${navigation}`;
    return [{ title, edits: [removeDeclaration(context.file, placed), ...uses] }];
  }
  const edits = [editOf(placed, declaration.name, name), ...uses];
  return [{ title: `Call it ${name}, so that the connector reads ${navigation}`, edits }];
}

/** Every place that reads an attribute, with another name. */
function usesOf(own: string, name: string, { file }: RuleContext): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const placed of declarationsOf(file, 'map')) {
    const { source } = placed.declaration;
    if (!isExpression(source)) continue;
    walkExpression(source, (node) => {
      if (node.kind === 'attribute' && node.name === own) edits.push(editOf(placed, node, `[${name}]`));
    });
  }
  for (const placed of declarationsOf(file, 'scope')) {
    for (const { attribute } of placed.declaration.clauses) {
      if (attribute?.name === own) edits.push(editOf(placed, attribute, `[${name}]`));
    }
  }
  return edits;
}

const MOST_EXTENSIONS = 15;

/** The connector's attribute is mapped as well, to the first extension attribute that is free. */
function mapToo(name: string, navigation: string, { file, model }: RuleContext): readonly Fix[] {
  const free = new Set(Array.from({ length: MOST_EXTENSIONS }, (_, index) => `extensionAttribute${index + 1}`));
  // Only few targets have to be looked up.
  for (const { target } of model.mappings) if (target.startsWith('extensionAttribute')) free.delete(target);
  const [target] = free;
  if (target === undefined || !model.sources.has(name) || !file.blocks.some(({ kind }) => kind === 'map')) return [];
  return [
    {
      title: `Map ${name} to ${target} too, so that the connector reads ${navigation}`,
      edits: [insertIntoBlock(file, 'map', [alignedLine(file, 'map', target, `[${name}]`)])],
    },
  ];
}
