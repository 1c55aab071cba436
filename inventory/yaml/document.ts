import { isMap, isPair, isScalar, isSeq, type Document, type Node, type Pair, type Scalar } from "yaml";
import type { Source } from "./source.ts";
import type { Position } from "./position.ts";

/** A path into the data: map keys and list indices. */
export type Path = readonly (string | number)[];

/** Plain data with the source position of each part. */
export interface LocatedData {
  /** Maps, lists, strings, numbers, booleans and null. */
  readonly value: unknown;
  /** Position of the key at `path` (in a list, of the item), or of the nearest ancestor that exists. */
  readonly keyAt: (path: Path) => Position;
  /** Position where the value at `path` starts; same as `keyAt` if there is no value. */
  readonly valueAt: (path: Path) => Position;
  /** What stands in the file for the number or the truth value at `path`: `1.10`, where `value` has 1.1. */
  readonly textAt: (path: Path) => string | undefined;
  /** The keys of the map at `path` in file order; empty if there is no map. */
  readonly keysOf: (path: Path) => readonly string[];
}

/** Wraps a parsed document in which {@link checkStructure} has found no aliases and left no duplicate keys. */
export function locatedData(source: Source, document: Document): LocatedData {
  const find = finder(document.contents);
  return {
    value: document.toJS(),
    keyAt: (path) => source.at(offset(find(path), false)),
    valueAt: (path) => source.at(offset(find(path), true)),
    textAt: (path) => {
      const { complete, node } = find(path);
      return complete && isScalar(node) ? (node as Scalar & { source?: string }).source : undefined;
    },
    keysOf: (path) => {
      const { complete, node } = find(path);
      return complete && isMap(node) ? node.items.map(keyOf) : [];
    },
  };
}

interface Found {
  /** False if the data ends before the path does. */
  readonly complete: boolean;
  readonly key: Node | undefined;
  readonly node: Node | undefined;
}

/** Creates a path lookup that indexes the keys of each map once, so that large maps are not scanned per entry. */
function finder(root: Node | null): (path: Path) => Found {
  const remembered = new WeakMap<Node, Map<string, Pair>>();
  const pairs = (map: Node & { items: Pair[] }): Map<string, Pair> => {
    const known = remembered.get(map) ?? new Map(map.items.map((pair) => [keyOf(pair), pair]));
    remembered.set(map, known);
    return known;
  };
  return (path) => {
    let found: Found = { complete: true, key: undefined, node: root ?? undefined };
    for (const step of path) {
      const { node } = found;
      const child = isMap(node)
        ? pairs(node).get(String(step))
        : isSeq(node)
          ? node.items[Number(step)]
          : undefined;
      if (child === undefined) return { ...found, complete: false };
      found = isPair(child)
        ? { complete: true, key: child.key as Node, node: (child.value ?? undefined) as Node | undefined }
        : { complete: true, key: undefined, node: child as Node };
    }
    return found;
  };
}

function offset({ complete, key, node }: Found, wantsValue: boolean): number {
  const empty = node === undefined || (isScalar(node) && node.value === null);
  const target = wantsValue && complete && !empty ? node : (key ?? node);
  return target?.range?.[0] ?? 0;
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}
