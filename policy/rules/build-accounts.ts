import { TRIGGER, UNKNOWN, projectOf, text } from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

export const buildAccounts: ResourceRule = {
  name: "build-accounts",
  description: "A build runs as the build account of its own project.",
  severity: "high",
  remediation: "Let the trigger name gcb-builder-<name> of the project that it is in.",
  url: "https://cloud.google.com/build/docs/securing-builds/configure-user-specified-service-accounts",
  appliesTo: ofTypes(TRIGGER),
  check: (trigger) => {
    if (trigger.props.serviceAccount === UNKNOWN) return [];
    const account = text(trigger, "serviceAccount")?.split("/").at(-1);
    const project = projectOf(trigger);
    if (account === undefined) return ["names no service account and would build as the default one"];
    if (project === undefined) return [];
    const own = account.startsWith("gcb-builder-") && account.endsWith(`@${project}.iam.gserviceaccount.com`);
    return own ? [] : [`builds as ${account}, which is not the build account of ${project}`];
  },
};
