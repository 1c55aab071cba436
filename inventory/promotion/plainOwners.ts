import { COMMENT } from "../yaml/go/characters.ts";
import { goValue } from "../yaml/go/values.ts";

const KEY = new RegExp(`^(approvers|reviewers|labels|emeritus_approvers):(?=[ ]|$)${COMMENT}`);
const ITEM = new RegExp(`^([ ]*)- ([A-Za-z][A-Za-z0-9_.-]*|[a-z]+\\/[a-z0-9-]+)(?=[ ]|$)${COMMENT}`);
const NOTHING = new RegExp(`^${COMMENT}`);

/**
 * Whether an OWNERS file is in the usual style and valid: lists with one name per line, each list once, and at least
 * one approver. False does not mean that it is invalid.
 */
export function isPlainOwners(text: string): boolean {
  const sizes = new Map<string, number>();
  let list: string | undefined;
  let indent: string | undefined;
  for (const line of text.split("\n")) {
    const key = KEY.exec(line)?.[1];
    const [, before, name] = (key === undefined ? ITEM.exec(line) : undefined) ?? [];
    if (key !== undefined) {
      if (sizes.has(key) || sizes.get(list ?? "") === 0) return false;
      list = key;
      indent = undefined;
      sizes.set(key, 0);
    } else if (name !== undefined) {
      indent ??= before;
      const fits = list !== undefined && (list === "labels" || !name.includes("/"));
      if (!fits || before !== indent || goValue(name) !== undefined) return false;
      sizes.set(list!, sizes.get(list!)! + 1);
    } else if (!NOTHING.test(line)) return false;
  }
  return sizes.get(list ?? "") !== 0 && (sizes.get("approvers") ?? 0) > 0;
}
