import { startsWithSteps } from '../../jsonpath/prefix.ts';
import { isExpression, walkExpression } from '../../language/walk.ts';
import { alignedLine, insertIntoBlock } from '../../refactoring/block-lines.ts';
import { SECOND_JOB } from '../../refactoring/scenario.ts';
import { declarationsOf } from '../bind.ts';
import {
  type DeclarationContext,
  editOf,
  type Fix,
  type Rule,
  type RuleContext,
  type TextEdit,
} from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { isPrintedPath } from '../printed-paths.ts';
import { eachMissingNavigation, type MissingNavigation } from '../retrieval-paths.ts';

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
  each: eachMissingNavigation((missing, context) => {
    const { path, navigation, retrieval } = missing;
    const [first, ...others] = retrieval.attributes ?? [];
    if (first === undefined) return;
    const names =
      others.length === 0
        ? first
        : `${others.length === 1 ? first : [first, ...others.slice(0, -1)].join(', ')} or ${others.at(-1)}`;
    context.report(path.placed, path.span(navigation), {
      ...(isPrinted(missing) ? { severity: 'information' as const } : {}),
      message: `SuccessFactors holds ${navigation.name}, but the connector reads it only if ${names} is mapped. Map ${others.length === 0 ? first : 'one of them'}, or this is empty in production.`,
      fixes: [...rename(missing, first, context), ...map(missing, first, context)],
    });
  }),
};

const DEPARTMENT = /\.departmentNav\.name_localized\s*$/;

/** Microsoft prints these paths itself, for its HR scenarios, beside mappings that read the department or the status. */
function isPrinted({ path: { node }, navigation }: MissingNavigation): boolean {
  const printed = isPrintedPath(node.text) || startsWithSteps(pathOf(node.text), pathOf(SECOND_JOB));
  return printed && (navigation.name === 'emplStatusNav' || DEPARTMENT.test(node.text));
}

/** The attribute takes the name that the connector knows, and keeps its path. */
function rename({ path, navigation }: MissingNavigation, name: string, context: DeclarationContext): readonly Fix[] {
  const { declaration } = path.placed;
  if (declaration.kind !== 'attribute' || declaration.name === undefined) return [];
  const own = declaration.name.text;
  const whole = context.whole();
  const names = declarationsOf(whole.file, 'attribute').map((one) => one.declaration.name?.text);
  if (names.includes(name) || names.filter((one) => one === own).length !== 1) return [];
  const edits = [editOf(path.placed, declaration.name, name), ...usesOf(own, name, whole)];
  return [{ title: `Call it ${name}, so that the connector reads ${navigation.name}`, edits }];
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
function map({ navigation }: MissingNavigation, name: string, context: DeclarationContext): readonly Fix[] {
  const whole = context.whole();
  const target = Array.from({ length: MOST_EXTENSIONS }, (_, index) => `extensionAttribute${index + 1}`).find(
    (free) => context.mapping(free) === undefined,
  );
  if (
    target === undefined ||
    context.source(name) === undefined ||
    !whole.file.blocks.some(({ kind }) => kind === 'map')
  )
    return [];
  return [
    {
      title: `Map ${name} to ${target} too, so that the connector reads ${navigation.name}`,
      edits: [insertIntoBlock(whole.file, 'map', [alignedLine(whole.file, 'map', target, `[${name}]`)])],
    },
  ];
}
