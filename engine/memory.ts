import { readFileSync, readdirSync } from "node:fs";

/** How often memory is looked at, in milliseconds. */
const INTERVAL = 250;
/** In bytes; a kernel with larger pages makes the figure too small. */
const PAGE = 4096;

/**
 * Watches the resident memory of a process and of all its descendants. `end()` gives the highest sum that was seen, in
 * bytes; undefined where there is no `/proc`.
 */
export function watchMemory(pid: number): { end(): number | undefined } {
  let peak: number | undefined;
  const look = () => {
    const now = residentMemory(pid);
    if (now !== undefined) peak = Math.max(peak ?? 0, now);
  };
  const timer = setInterval(look, INTERVAL);
  return {
    end() {
      clearInterval(timer);
      return peak;
    },
  };
}

/** The sum of the resident set sizes of the process tree below `root`, from proc(5). */
function residentMemory(root: number): number | undefined {
  const parents = new Map<number, number>();
  const pages = new Map<number, number>();
  try {
    for (const entry of readdirSync("/proc")) {
      const pid = Number(entry);
      if (!Number.isInteger(pid)) continue;
      try {
        // The command name is in parentheses and may hold spaces; the fields after it do not.
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        parents.set(pid, Number(fields[1]));
        pages.set(pid, Number(fields[21]));
      } catch {
        // It has ended since the folder was listed.
      }
    }
  } catch {
    return undefined;
  }
  const inTree = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || inTree(parents.get(pid)));
  let sum = 0;
  for (const [pid, count] of pages) if (inTree(pid)) sum += count * PAGE;
  return sum;
}
