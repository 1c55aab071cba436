import { readFileSync } from "node:fs";
import { parseProxy } from "./load.ts";
import type { Proxy } from "../../inventory/registry/types.ts";
import { formatDiagnostics } from "../../inventory/yaml/format.ts";
import { fromRoot } from "../../boot/root.ts";

/** Frozen data with two regions; tests edit its text. */
export const twoRegions = readFileSync(fromRoot("test/fixtures/two-regions/proxy.yaml"), "utf8");

/** The record of a valid text. */
export function proxyOf(text: string = twoRegions): Proxy {
  const { proxy, diagnostics } = parseProxy(text, "f");
  if (proxy === undefined) throw new Error(formatDiagnostics(diagnostics));
  return proxy;
}

/** All messages about the frozen data with one text in it replaced, line by line. */
export function diagnoseProxy(from: string, to: string): string[] {
  if (!twoRegions.includes(from)) throw new Error(`the fixture does not contain ${from}`);
  const { diagnostics } = parseProxy(twoRegions.replace(from, to), "f");
  return formatDiagnostics(diagnostics).split("\n").slice(0, -1);
}
