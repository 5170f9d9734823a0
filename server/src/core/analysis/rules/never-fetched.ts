import type { Rule } from '../diagnostic.ts';
import { eachMissingNavigation } from '../retrieval-paths.ts';

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
  each: eachMissingNavigation(({ path, navigation, retrieval }, { report }) => {
    if (retrieval.attributes !== undefined) return;
    const { name, code } = navigation;
    const who = retrieval.sinceCurrent
      ? 'the 2020 edition of the connector does not read it'
      : 'the connector does not read it';
    const cure = code === undefined ? '' : ` Read ${code}, which stands beside it and holds the code.`;
    report(path.placed, path.span(navigation), {
      message: `SuccessFactors holds ${name}, but ${who}: this is empty in production.${cure}`,
    });
  }),
};
