import { counted } from "../../terminal/wording.ts";
import type { GateInput } from "../gate/gate.ts";
import { endedWell } from "../operation/operation.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import { absentAdoptions, writeAdoptions } from "../workspace/adoption.ts";
import type { ImportIds, Workspace } from "../workspace/workspace.ts";
import { failed, runWithGate, say, type GatedOperation } from "./runWithGate.ts";

/** Previews, and previews again if there is anything to adopt, so that the result is what `up` will do. */
export async function previewAndAdopt(
  run: RunContext,
  { unfinished, existing: look }: Pick<Workspace, "unfinished" | "existing">,
  importIds: ImportIds,
  recover: boolean,
  terms: GateInput,
) {
  const first = await previewed(run, terms);
  const existing = look(first.tally.changed, importIds);
  const ours = new Set(unfinished?.creating);
  const wanted = new Map([...existing].filter(([urn]) => recover || ours.has(urn)));
  const created = first.tally.changed.filter(({ change }) => change === "create");
  const missing = created.map(({ urn }) => urn).filter((urn) => !existing.has(urn));
  if (unfinished) {
    const which = unfinished.since === undefined ? "an earlier run" : `the run of ${unfinished.since}`;
    say(`${run.stack}: ${which} did not finish`);
  }
  if (wanted.size === 0) return { preview: first, adopted: wanted, missing };
  const { preview, adopted } = await previewAdopting(run, wanted, terms);
  const absent = [...wanted.keys()].filter((urn) => !adopted.has(urn));
  if (adopted.size > 0) {
    const exist = adopted.size === 1 ? "exists" : "exist";
    const where = run.clouds === "real" ? "the clouds" : "localcloud";
    say(
      `${run.stack}: ${counted(adopted.size, "resource")} ${exist} in ${where} and not in the state: adopting`,
    );
  }
  return { preview, adopted, missing: [...missing, ...absent] };
}

/** Previews with the adoptions, dropping those of resources that turn out not to exist. */
async function previewAdopting(run: RunContext, wanted: ReadonlyMap<string, string>, terms: GateInput) {
  let adopted = wanted;
  for (;;) {
    writeAdoptions(run.adoptFile, adopted);
    const preview = await runWithGate(run, "preview");
    const absent = absentAdoptions(preview.tally, adopted);
    if (absent.length === 0 || preview.result.interrupted)
      return { preview: judge(run, preview, terms), adopted };
    adopted = new Map([...adopted].filter(([urn]) => !absent.includes(urn)));
  }
}

/** Previews. Throws a `UserError` when the preview fails or the gate refuses it. */
async function previewed(run: RunContext, terms: GateInput): Promise<GatedOperation> {
  return judge(run, await runWithGate(run, "preview"), terms);
}

function judge(run: RunContext, preview: GatedOperation, terms: GateInput): GatedOperation {
  preview.gate.refuseViolations();
  if (!endedWell(preview.result)) throw failed(run, "preview", preview);
  preview.gate.refuse(preview.tally.left, terms);
  return preview;
}
