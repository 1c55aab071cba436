import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { stagingGroupPrefix, stagingNameLength } from "../../projects/naming.ts";
import { alternatives, counted, quoted } from "../../../terminal/wording.ts";
import { domainOf, localPart } from "../address.ts";
import { isNamed, type NamedDeclaration } from "../declarations.ts";
import type { Declared } from "./declared.ts";

/** Upstream's only group whose address does not follow from its name (facts/upstream.md §3). */
const exceptions: Readonly<Record<string, string>> = { "etcd-security": "security@etcd.io" };

/** Checks that a group's address matches its name, is in one of our domains, and is short enough for a project id. */
export function checkAddresses({ config, groups }: Declared): Diagnostic[] {
  const { domains, skipKubernetesIoTests } = config;
  return groups
    .filter(isNamed)
    .flatMap((group) => [
      ...checkDomain(group, domains),
      ...checkName(group, domains, skipKubernetesIoTests),
      ...checkLength(group),
    ]);
}

/** Only groups in these domains are managed. Google rejects others, which nobody would notice until the sync. */
function checkDomain({ email, valueAt }: NamedDeclaration, domains: readonly string[]): Diagnostic[] {
  if (domains.length === 0 || domains.includes(domainOf(email))) return [];
  const message = `the group ${email} is not in ${alternatives(domains)}`;
  const hint = `write ${localPart(email)}@${domains[0]}, or add ${domainOf(email)} to \`domains\` in config.yaml`;
  return [error("group-domain", valueAt(["email-id"]), message, hint)];
}

function checkName(
  { email, name, valueAt }: NamedDeclaration,
  domains: readonly string[],
  skipExceptions: boolean,
): Diagnostic[] {
  const [main] = domains;
  if (name === undefined || main === undefined) return [];
  const exception = skipExceptions || !Object.hasOwn(exceptions, name) ? undefined : exceptions[name];
  const expected = exception ?? `${name.toLowerCase()}@${main}`;
  const alreadyReported = !domains.includes(domainOf(email)) && localPart(email) === localPart(expected);
  if (email === expected || alreadyReported) return [];
  const message = `${email} is named ${quoted(name)}; the address of a group is its name with @${main}`;
  const better =
    domainOf(email) === main
      ? `write \`name: ${localPart(email)}\`, or \`email-id: ${expected}\``
      : `write \`email-id: ${expected}\``;
  return [error("group-name", valueAt(["name"]), message, better)];
}

/** The same limit as for groups in infra.yaml: a project id has at most 30 characters. */
function checkLength({ email, valueAt }: NamedDeclaration): Diagnostic[] {
  if (!email.startsWith(stagingGroupPrefix)) return [];
  const name = localPart(email).slice(stagingGroupPrefix.length);
  const excess = name.length - stagingNameLength;
  if (excess <= 0) return [];
  const message = `the group ${email} is too long: after ${stagingGroupPrefix} there is room for ${stagingNameLength} characters`;
  const hint = `make it ${counted(excess, "character")} shorter`;
  return [error("group-length", valueAt(["email-id"]), message, hint)];
}
