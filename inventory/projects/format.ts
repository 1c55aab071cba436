import type { Path } from "../yaml/document.ts";
import type { Format } from "../yaml/validate.ts";
import { inventoryFile } from "./schema.ts";

/** The format of `infra.yaml`. */
export const inventoryFormat: Format = {
  schema: inventoryFile,
  firstKey: "infra",
  subject,
  keyNoun: (path) => (path.length === 1 ? "project type" : "key"),
};

/** Names a part of the file: `k8s-staging-kind: retention.days`, `infra.staging: special_cases[0].id`. */
function subject(path: Path): string {
  if (path.length === 0) return "the file";
  if (path.length < 3) return path.join(".");
  const inProject = path[2] === "projects" && path.length > 3;
  const [owner, inner] = inProject
    ? [String(path[3]), path.slice(4)]
    : [path.slice(0, 2).join("."), path.slice(2)];
  const field = inner.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return field === "" ? owner : `${owner}: ${field.slice(1)}`;
}
