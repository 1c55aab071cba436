import type { Diagnostic } from "../yaml/diagnostics.ts";
import { hasErrors } from "../yaml/diagnostics.ts";
import type { PlacedData } from "../yaml/document.ts";
import { deepFreeze } from "../projects/records.ts";
import { parse } from "../yaml/parse.ts";
import type { Source } from "../yaml/source.ts";
import { sourceOf } from "../yaml/source.ts";
import { validate } from "../yaml/validate.ts";
import { rules } from "./rules/index.ts";
import { proxyFile, proxyFormat, type ProxyFile } from "./schema.ts";
import type { Proxy, ProxyStack } from "./types.ts";

/** The proxy, unless there is an error, and all diagnostics. */
export interface ProxyResult {
  readonly proxy: Proxy | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads `proxy.yaml`. `source` may be the diagnostic of a failed read. Never throws because of the file. */
export function proxyFrom(source: Source | Diagnostic): ProxyResult {
  return "rule" in source ? { proxy: undefined, diagnostics: [source] } : load(source);
}

/** Like {@link proxyFrom}, from text: for checking edits before they are written, and for tests. */
export function parseProxy(text: string, displayName: string): ProxyResult {
  return load(sourceOf(displayName, text));
}

function load(source: Source): ProxyResult {
  const { data, diagnostics: unparsable } = parse(source, "proxy");
  if (data === undefined) return { proxy: undefined, diagnostics: unparsable };
  const diagnostics = [...unparsable, ...validate(data, proxyFormat), ...rules.flatMap((rule) => rule(data))];
  return { proxy: hasErrors(diagnostics) ? undefined : proxyOf(data), diagnostics };
}

/** Turns valid data into a record. */
function proxyOf(data: PlacedData): Proxy {
  const { proxy } = proxyFile.parse(data.value);
  const regions = Object.entries(proxy.regions).map(([name, { default_mirror: defaultMirror, state }]) => ({
    name,
    defaultMirror,
    state,
    origin: data.keyAt(["proxy", "regions", name]),
  }));
  const { staging, prod } = proxy.stacks;
  return deepFreeze({
    image: proxy.image,
    upstreamPath: proxy.upstream_path,
    signatureRegion: proxy.signature_region,
    cloudfront: proxy.cloudfront,
    armor: proxy.armor,
    regions: regions.sort((a, b) => (a.name < b.name ? -1 : 1)),
    stacks: { ...(staging && { staging: stackOf(staging) }), ...(prod && { prod: stackOf(prod) }) },
  });
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
