import type { LocatedData } from "../yaml/document.ts";
import type { FileKind } from "../yaml/file.ts";
import { rules } from "./rules/index.ts";
import { proxyFile, proxyFormat, type ProxyFile } from "./schema.ts";
import type { Proxy, ProxyStack } from "./types.ts";

/** `infra/registry/proxy.yaml`, for `loadFile`. */
export const proxyKind: FileKind<LocatedData, Proxy> = {
  format: proxyFormat,
  declare: (data) => data,
  rules,
  recordsOf: proxyOf,
};

/** Turns valid data into a record. */
function proxyOf(data: LocatedData): Proxy {
  const { proxy } = proxyFile.parse(data.value);
  const regions = Object.entries(proxy.regions).map(([name, { default_mirror: defaultMirror, state }]) => ({
    name,
    defaultMirror,
    state,
    origin: data.keyAt(["proxy", "regions", name]),
  }));
  const { staging, prod } = proxy.stacks;
  return {
    image: proxy.image,
    upstreamPath: proxy.upstream_path,
    signatureRegion: proxy.signature_region,
    cloudfront: proxy.cloudfront,
    armor: proxy.armor,
    regions: regions.sort((a, b) => (a.name < b.name ? -1 : 1)),
    stacks: { ...(staging && { staging: stackOf(staging) }), ...(prod && { prod: stackOf(prod) }) },
  };
}

function stackOf(stack: NonNullable<ProxyFile["proxy"]["stacks"]["prod"]>): ProxyStack {
  const { project, domain, verbosity, referrers, releases } = stack;
  return {
    ...{ project, domain, verbosity, referrers, releases },
    serviceAccount: stack.service_account,
    defaultMirror: stack.default_mirror,
    slackChannel: stack.slack_channel,
    requestLog: stack.request_log,
  };
}
