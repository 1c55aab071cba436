import type * as z from "zod";
import { buildsFile, orgsFile } from "../builds/schema.ts";
import { exceptionsFile } from "../exceptions/schema.ts";
import { configFile, groupsFile, limitsFile, restrictionsFile } from "../groups/schema.ts";
import { imagesFile, manifestFile, ownersFile } from "../promotion/schema.ts";
import { promotionFile, sharedFile } from "../promotion/settingsSchema.ts";
import { mirrorsFile } from "../registry/mirrors/schema.ts";
import { productionFile } from "../registry/production/schema.ts";
import { proxyFile } from "../registry/schema.ts";
import { inventoryFile } from "../projects/schema.ts";

/** A kind of data file. Its JSON Schema is `schemas/<name>.schema.json`, its page `docs/reference/<name>.md`. */
export interface Kind {
  readonly name: string;
  /** A glob of its files from the project's root, as editors use: `*` within a name, `**` for any number of folders. */
  readonly files: string;
  readonly schema: z.ZodType;
  /**
   * How an editor finds the schema: by the first line of each file, or by `.vscode/settings.json` where other programs
   * write the files and would drop that line (docs/adr/json-schemas.md).
   */
  readonly found: "by modeline" | "by settings";
}

/** All kinds of data files, in the order of the reference index. */
export const kinds: readonly Kind[] = [
  modelined("infra", "infra/gcp/infra.yaml", inventoryFile),
  modelined("builds", "infra/gcp/builds/*.yaml", buildsFile),
  modelined("orgs", "infra/orgs.yaml", orgsFile),
  modelined("staging-images", "infra/gcp/k8s-staging-images.yaml", sharedFile),
  modelined("policy-exceptions", "infra/policy-exceptions.yaml", exceptionsFile),
  modelined("groups", "groups/**/groups.yaml", groupsFile),
  modelined("groups-restrictions", "groups/restrictions.yaml", restrictionsFile),
  modelined("groups-limits", "groups/limits.yaml", limitsFile),
  modelined("groups-config", "groups/config.yaml", configFile),
  byFolder("images", "registry.k8s.io/images/*/images.yaml", imagesFile),
  byFolder("promoter-manifest", "registry.k8s.io/manifests/*/promoter-manifest.yaml", manifestFile),
  byFolder("owners", "registry.k8s.io/**/OWNERS", ownersFile),
  modelined("promotion", "infra/registry/promotion.yaml", promotionFile),
  modelined("proxy", "infra/registry/proxy.yaml", proxyFile),
  modelined("production", "infra/registry/production.yaml", productionFile),
  modelined("mirrors", "infra/registry/mirrors.yaml", mirrorsFile),
];

function modelined(name: string, files: string, schema: z.ZodType): Kind {
  return { name, files, schema, found: "by modeline" };
}

function byFolder(name: string, files: string, schema: z.ZodType): Kind {
  return { name, files, schema, found: "by settings" };
}

/** Returns the path of a kind's JSON Schema, from the project's root. */
export function schemaPath({ name }: Kind): string {
  return `schemas/${name}.schema.json`;
}

/** Returns the path of a kind's reference page, from the project's root. */
export function pagePath({ name }: Kind): string {
  return `docs/reference/${name}.md`;
}
