import { COMMENT } from "../yaml/go/characters.ts";
import { registryPattern } from "./names.ts";
import type { Place, PromoterManifest, PromotionRegistry } from "./types.ts";

const NOTHING = new RegExp(`^${COMMENT}`);
const REGISTRIES = new RegExp(`^registries:(?=[ ]|$)${COMMENT}`);
const ITEM = new RegExp(`^([ ]*)- name: ([a-z][a-z0-9./_-]*)(?=[ ]|$)${COMMENT}`);
const ACCOUNT = new RegExp(
  `^([ ]*)service-account: ([a-z][a-z0-9-]*@[a-z0-9.-]+\\.iam\\.gserviceaccount\\.com)(?=[ ]|$)${COMMENT}`,
);
const SOURCE = new RegExp(`^([ ]*)src: (true|false)(?=[ ]|$)${COMMENT}`);

type Open = { -readonly [K in keyof PromotionRegistry]: PromotionRegistry[K] };

/**
 * Reads the registries of a promoter manifest in the usual style, comments allowed: one key per line, the name first,
 * all list items in the same column.
 *
 *     registries:
 *     - name: gcr.io/k8s-staging-bom
 *       src: true
 *
 * Returns undefined for everything else, be it an error, another key, or YAML in another style.
 */
export function plainManifest(
  text: string,
): Pick<PromoterManifest, "registries" | "registriesAt"> | undefined {
  const registries: Open[] = [];
  let registriesAt: Place | undefined;
  let indent: string | undefined;
  let current: Open | undefined;
  let keys = new Set<string>();
  for (const [index, content] of text.split("\n").entries()) {
    const line = index + 1;
    /** Whether a key belongs to the current item: it is in the item's column, and is not repeated. */
    const belongs = (found: RegExpExecArray, key: string) => {
      const fits = current !== undefined && found[1] === `${indent ?? ""}  ` && !keys.has(key);
      keys.add(key);
      return fits;
    };
    const item = ITEM.exec(content);
    if (item !== null) {
      if (registriesAt === undefined || (indent ?? item[1]) !== item[1] || !registryPattern.test(item[2]!))
        return undefined;
      indent = item[1];
      current = {
        name: item[2]!,
        source: false,
        serviceAccount: undefined,
        accountAt: undefined,
        line,
        column: `${item[1]!}- name: `.length + 1,
      };
      registries.push(current);
      keys = new Set();
      continue;
    }
    const account = ACCOUNT.exec(content);
    const source = account === null ? SOURCE.exec(content) : null;
    if (account !== null) {
      if (!belongs(account, "service-account")) return undefined;
      current!.serviceAccount = account[2]!;
      current!.accountAt = { line, column: `${account[1]!}service-account: `.length + 1 };
    } else if (source !== null) {
      if (!belongs(source, "src")) return undefined;
      current!.source = source[2] === "true";
    } else if (REGISTRIES.test(content)) {
      if (registriesAt !== undefined) return undefined;
      registriesAt = { line, column: 1 };
    } else if (!NOTHING.test(content)) return undefined;
  }
  return registriesAt !== undefined && registries.length > 0 ? { registries, registriesAt } : undefined;
}
