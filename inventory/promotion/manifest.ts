import { isMap, valueOf } from "../yaml/values.ts";
import { hasErrors, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import type { LocatedData } from "../yaml/document.ts";
import { readFile } from "../yaml/file.ts";
import type { Source } from "../yaml/source.ts";
import { quoted } from "../../terminal/wording.ts";
import { FILES } from "./names.ts";
import { plainManifest } from "./plainManifest.ts";
import { provenanceKey } from "./policy.ts";
import { manifestFormat } from "./schema.ts";
import type { PromoterManifest, PromotionRegistry } from "./types.ts";

/** The well-formed part of a promoter manifest; `undefined` if it cannot be read. */
export interface ManifestResult {
  readonly manifest: PromoterManifest | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the promoter manifest of a directory. As in `readImages`, the usual style is read line by line. */
export function readManifest(source: Source, directory: string): ManifestResult {
  const { file } = source;
  const plain = plainManifest(source.text);
  if (plain !== undefined)
    return {
      manifest: { directory, file, complete: true, provenance: "", provenanceAt: undefined, ...plain },
      diagnostics: [],
    };
  const { data, diagnostics: found } = readFile(source, manifestFormat);
  if (data === undefined) return { manifest: undefined, diagnostics: found };
  const diagnostics = [...found, ...deadPath(data, directory)];
  const policy = valueOf(data.value, ["provenance"]);
  const manifest = {
    directory,
    file,
    registries: registriesIn(data),
    registriesAt: data.keyAt(["registries"]),
    provenance: provenanceKey(policy),
    provenanceAt: policy === undefined ? undefined : data.keyAt(["provenance"]),
    complete: !hasErrors(diagnostics),
  };
  return { manifest, diagnostics };
}

/** kpromo ignores `imagesPath`, so a different path in it misleads people. */
function deadPath(data: LocatedData, directory: string): Diagnostic[] {
  const path = valueOf(data.value, ["imagesPath"]);
  const real = `../../images/${directory}/${FILES.images}`;
  if (typeof path !== "string" || path === real) return [];
  const message = `imagesPath is ${quoted(path)}, but kpromo ignores it and reads ${real}`;
  return [warning("dead-images-path", data.valueAt(["imagesPath"]), message, "remove the key")];
}

function registriesIn(data: LocatedData): PromotionRegistry[] {
  const entries = valueOf(data.value, ["registries"]);
  if (!Array.isArray(entries)) return [];
  return (entries as readonly unknown[]).flatMap((entry, index): PromotionRegistry[] => {
    if (!isMap(entry) || typeof entry["name"] !== "string") return [];
    const at = (key: string) => {
      const { line, column } = data.valueAt(["registries", index, key]);
      return { line, column };
    };
    const account = entry["service-account"];
    const stated = typeof account === "string";
    return [
      {
        name: entry["name"],
        source: entry["src"] === true,
        serviceAccount: stated ? account : undefined,
        accountAt: stated ? at("service-account") : undefined,
        ...at("name"),
      },
    ];
  });
}
