import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { reportOf } from "../../cli/review/report/index.ts";
import type { ChangeReport } from "../../cli/review/report/schema.ts";
import { fromRoot } from "../../boot/root.ts";
import { checkoutAt, PROW_FOLDER } from "../../inventory/sources.ts";
import { STACKS, stackFileOf } from "../../inventory/stacks.ts";
import { Checkout } from "./checkout.ts";
import { REVIEWED } from "./days.ts";

/** An edit of a data file: the text to find, and its replacement. */
export type TextEdit = readonly [find: string | RegExp, replacement: string];

/** A checkout with the project's own data, and nothing else, as its one commit. */
export class DataCheckout extends Checkout {
  constructor() {
    super();
    for (const path of ["infra", "groups", "registry.k8s.io", PROW_FOLDER, ...STACKS.map(stackFileOf)])
      cpSync(fromRoot(path), join(this.folder, path), { recursive: true });
    this.commit({});
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Edits a file of the working tree. Throws when the text to find is missing. */
  edit(path: string, [find, replacement]: TextEdit): this {
    const text = this.read(path);
    const edited = text.replace(find, replacement);
    if (edited === text) throw new Error(`${String(find)} is not in ${path}`);
    this.write({ [path]: edited });
    return this;
  }

  /** The report of what the working tree, or a revision, changes since the last commit or another. */
  report(
    stack: string,
    { base = "HEAD", head }: { base?: string; head?: string } = {},
  ): Promise<ChangeReport> {
    const sources = checkoutAt(this.folder);
    return reportOf({ stack, base, head, sources, program: false, day: REVIEWED });
  }
}
