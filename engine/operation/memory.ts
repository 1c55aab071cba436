import { readFileSync, readdirSync } from "node:fs";

/** How often memory is sampled, in milliseconds. */
const INTERVAL = 250;
/** The page size, in bytes; on a kernel with larger pages the result is too low. */
const PAGE = 4096;

/**
 * Samples the resident memory of a process and all its descendants. `end()` returns the highest total seen, in bytes,
 * or undefined where there is no `/proc`.
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

/** Returns the total resident set size of the process tree rooted at `root`, in bytes, from proc(5). */
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
        // The process ended after the folder was listed.
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
