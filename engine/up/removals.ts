import { ownerOf, parseUrn } from "../../boot/urn.ts";

/** REGISTRY_PROXY of components/tokens.ts, which the engine layer may not import. */
const REGISTRY_PROXY = "k8s:registry:RegistryProxy";

/**
 * Returns what to do about protected resources that have left the data: one message per project, per region of the
 * proxy, or per other part of the proxy.
 */
export function removalRemedies(urns: readonly string[]): string[] {
  return [...new Set(urns.map(remedy))].sort();
}

function remedy(urn: string): string {
  const { name, parentType } = parseUrn(urn);
  if (!parentType.split("$").includes(REGISTRY_PROXY)) return retireProject(ownerOf(name));
  const region = regionOf(name);
  return region === undefined ? partOfProxy(name) : retireRegion(region);
}

/** Returns the region of the proxy's regional service, `<project>/<project>-<region>`, and of what belongs to it. */
function regionOf(name: string): string | undefined {
  return /^([^/]+)\/\1-([a-z]+-[a-z]+\d+)(-neg|\/.*)?$/.exec(name)?.[2];
}

function retireProject(project: string): string {
  return (
    `${project} has left the data, but it is protected: it may hold images that releases are promoted from.\n` +
    `    Put it back with \`state: retired\` and \`read_only_until: <day>\`, apply that, and remove it on that day or later.`
  );
}

function retireRegion(region: string): string {
  return (
    `The proxy's region ${region} has left the data, but it is protected: clients are served from it.\n` +
    `    Put it back with \`state: retired\`, which takes it out of the load balancer, apply that, and remove it in a later change.`
  );
}

function partOfProxy(name: string): string {
  return (
    `${name} has left the program, but it is protected: the proxy does not work without it.\n` +
    `    Put back what made it, in infra/registry/proxy.yaml or in components/registry-proxy.`
  );
}
