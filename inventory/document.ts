import type { Document, Node, Pair } from "yaml";
import { isMap, isPair, isScalar, isSeq } from "yaml";
import type { Source } from "./source.ts";
import type { Position } from "./types.ts";

/** A way down into the data: map keys and list indices. */
export type Path = readonly (string | number)[];

/** Data with the place of each part. */
export interface PlacedData {
  /** Plain data: maps, lists, text, numbers, booleans and null. */
  readonly value: unknown;
  /** Where the key at the end of `path` stands (the item, in a list); for a path that is not there, its nearest ancestor. */
  readonly keyAt: (path: Path) => Position;
  /** Where the value at `path` starts; as `keyAt` when there is none. */
  readonly valueAt: (path: Path) => Position;
  /** The keys of the map at `path` in the file's order; none when it is no map. */
  readonly keysOf: (path: Path) => readonly string[];
}

/** Gives access to a parsed document that {@link checkStructure} has found free of aliases and repeated keys. */
export function placedData(source: Source, document: Document): PlacedData {
  const find = finder(document.contents);
  return {
    value: document.toJS(),
    keyAt: (path) => source.at(offset(find(path), false)),
    valueAt: (path) => source.at(offset(find(path), true)),
    keysOf: (path) => {
      const { complete, node } = find(path);
      return complete && isMap(node) ? node.items.map(keyOf) : [];
    },
  };
}

interface Found {
  /** False when the path leads on, but the data does not. */
  readonly complete: boolean;
  readonly key: Node | undefined;
  readonly node: Node | undefined;
}

/** Looks paths up; remembers the keys of each map, so that a long list is not searched once per entry. */
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
