import { LIEN, PROJECT, items, text } from "../resource.ts";
import { ofTypes, type Finding, type StackRule } from "../rule.ts";

const RESTRICTION = "resourcemanager.projects.delete";

export const liens: StackRule = {
  name: "liens",
  description: "Every project has a lien, which keeps everybody from deleting it, owners included.",
  severity: "high",
  remediation: `Make a resourcemanager.Lien beside the project, with the restriction ${RESTRICTION}.`,
  url: "https://cloud.google.com/resource-manager/docs/project-liens",
  appliesTo: ofTypes(PROJECT, LIEN),
  checkStack: (resources) => {
    // A lien's parent contains the project number, which is not known in advance, so match by logical name.
    const held = new Set(
      resources
        .filter((lien) => lien.type === LIEN && items(lien, "restrictions").includes(RESTRICTION))
        .map(({ name }) => name.split("/", 1)[0]),
    );
    return resources
      .filter((project) => project.type === PROJECT && !held.has(text(project, "projectId") ?? project.name))
      .map(({ urn }): Finding => ({ urn, message: "has no lien against its deletion" }));
  },
};
