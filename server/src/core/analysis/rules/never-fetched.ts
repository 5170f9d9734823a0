import type { Rule } from '../diagnostic.ts';
import { neverFetchedStep } from '../retrieval-paths.ts';
import { pathTypeOf } from '../typed-paths.ts';
import { eachSoundPath } from '../written-paths.ts';

/** A navigation that the connector never asks SuccessFactors for. */
export const neverFetched: Rule = {
  code: 'SFM3201',
  severity: 'warning',
  title: 'Navigation that the connector does not read',
  page: {
    why: "The connector asks SuccessFactors for a fixed list of entities, and a JSONPath of your own adds none to it. A test query by hand may well show the value, because you expanded the navigation there; in production it is empty.\n\nRead the code that stands beside the navigation (`phoneType` instead of `phoneTypeNav.externalCode`), or have HR copy the value into a field that is read. Position (`positionNav`) and manager of the job (`managerUserNav`) are read by today's connector, and were not by that of 2020: `generation` of the connection says which one you have.",
    wrong: `provision SuccessFactors -> EntraID

source {
  workPhone = $.phoneNav.results[?(@.phoneTypeNav.externalCode == 'B')].phoneNumber
}

map {
  employeeId      <- [personIdExternal] match 1
  telephoneNumber <- [workPhone]
}
`,
    right: `provision SuccessFactors -> EntraID

param businessPhoneType = "10605"

source {
  workPhone = $.phoneNav.results[?(@.phoneType == '{{businessPhoneType}}')].phoneNumber
}

map {
  employeeId      <- [personIdExternal] match 1
  telephoneNumber <- [workPhone]
}
`,
    sources: ['Microsoft, "How Microsoft Entra provisioning integrates with SAP SuccessFactors", "Supported entities"'],
  },
  each: eachSoundPath((path, _, { direction, entityModel, generation = 'current', isRead, report }) => {
    if (direction !== 'inbound' || path.role === 'target') return;
    const missing = neverFetchedStep(pathTypeOf(path.node.text, entityModel), generation);
    if (missing === undefined || (path.role === 'source' && (path.name === undefined || !isRead(path.name)))) return;
    const { navigation, sinceCurrent } = missing;
    const { name, code } = navigation;
    const who = sinceCurrent ? 'the 2020 edition of the connector' : 'the connector';
    const cure = code === undefined ? '' : ` Read ${code}, which stands beside it and holds the code.`;
    report(path.placed, path.span(navigation), {
      message: `SuccessFactors holds ${name}, but ${who} does not read it: this is empty in production.${cure}`,
    });
  }),
};
