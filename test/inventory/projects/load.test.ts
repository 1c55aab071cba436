import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { inventoryAt } from "../../support/load.ts";
import { fromRoot } from "../../../boot/root.ts";

const folder = mkdtempSync(join(tmpdir(), "inventory-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const unreadable: [string, () => string, string][] = [
  [
    "is missing",
    () => join(folder, "none.yaml"),
    "f:1:1: error: the file cannot be read: there is no such file [unreadable-file]\n",
  ],
  [
    "is a directory",
    () => folder,
    "f:1:1: error: the file cannot be read: it is a directory [unreadable-file]\n",
  ],
  [
    "is too large",
    () => file("large.yaml", "#".repeat(1024 * 1024 + 1)),
    "f:1:1: error: the file has 1048577 bytes, at most 1048576 are read [file-too-large]\n",
  ],
  [
    "is not UTF-8",
    () =>
      file(
        "latin1.yaml",
        Uint8Array.from("infra:\n  # caf\u00e9\n", (character) => character.charCodeAt(0)),
      ),
    "f:2:8: error: the file is not UTF-8 text [not-text]\n    save it as UTF-8\n",
  ],
  [
    "is binary",
    () => file("binary.yaml", Uint8Array.from([0x69, 0x0a, 0x00, 0xff])),
    "f:2:1: error: the file is not UTF-8 text [not-text]\n    save it as UTF-8\n",
  ],
];

test.each(unreadable)("a file that %s is reported as a diagnostic", (_, path, said) => {
  const { inventory, diagnostics } = inventoryAt(path(), "f");
  expect(formatDiagnostics(diagnostics)).toBe(said);
  expect(inventory).toBeUndefined();
});

test("a file of exactly the maximum size is read", () => {
  const text = "infra: {} ";
  const path = file("limit.yaml", text + "#".repeat(1024 * 1024 - text.length));
  expect(inventoryAt(path)).toEqual({
    inventory: { stagingProjects: [], otherProjects: [] },
    diagnostics: [],
  });
});

test("source positions contain the display name, which defaults to the path", () => {
  const path = file("name.yaml", "infra:\n  staging:\n    projects:\n      k8s-staging-kind:\n");
  expect(inventoryAt(path).inventory?.stagingProjects[0]?.origin.file).toBe(path);
  expect(inventoryAt(path, "shown").inventory?.stagingProjects[0]?.origin.file).toBe("shown");
});

test("upstream's own file loads, with its irregularities as warnings", () => {
  const { inventory, diagnostics } = inventoryAt(
    fromRoot("test/fixtures/inventory/upstream-infra.yaml"),
    "f",
  );
  expect(formatDiagnostics(diagnostics).split("\n")).toEqual([
    "f:248:7: warning: e2e is not in alphabetical order: k8s-infra-e2e-scale-5k-project stands below k8s-infra-e2e-scale-project [list-order]",
    "    move k8s-infra-e2e-scale-5k-project up, above k8s-infra-e2e-scale-project",
    "f:258:7: warning: prod is not in alphabetical order: k8s-gcr-audit-test-prod stands below k8s-gcr-backup-test-prod-bak [list-order]",
    "    move k8s-gcr-audit-test-prod up, above k8s-gcr-backup-test-prod",
    "f:275:21: warning: k8s-infra-public-pii: managed_by is still TODO [placeholder]",
    "    name the program that manages it, or remove the key",
    "f:281:28: warning: k8s-infra-purgatory is text instead of a map; it is read as managed_by [text-for-map]",
    "    write `managed_by: infra/gcp/bash/ensure-purgatory.sh` on a line of its own below k8s-infra-purgatory",
    "f:286:7: warning: k8s-release-test-prod is declared in release and, on line 259, in prod [project-in-two-types]",
    "    a project has one type: remove one of the two entries",
    "f:306:7: warning: staging is not in alphabetical order: k8s-staging-bom stands below k8s-staging-boskos (and 8 places more) [list-order]",
    "    move k8s-staging-bom up, above k8s-staging-boskos",
    "",
  ]);
  expect(inventory?.stagingProjects).toHaveLength(92);
  expect(inventory?.otherProjects).toHaveLength(223);
});

test("this repository's inventory has no mistakes", () => {
  expect(inventoryAt(fromRoot("infra/gcp/infra.yaml")).diagnostics).toEqual([]);
});
