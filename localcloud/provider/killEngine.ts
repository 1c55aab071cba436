import { setting } from "./settings.ts";

/**
 * Returns a function to call after each change with its type token. Once it has counted as many changes as
 * `LOCALCLOUD_KILL_ENGINE` says, of one package only if it names one, it kills the engine and exits. The engine never
 * learns of the last change.
 */
export function engineKiller(): (type: string) => void {
  const [, packageName, after] = /^(?:([a-z]+):)?(\d+)$/.exec(setting("LOCALCLOUD_KILL_ENGINE") ?? "") ?? [];
  let left = after === undefined ? Infinity : Number(after);
  return (type) => {
    if (packageName !== undefined && type.split(":", 1)[0] !== packageName) return;
    left -= 1;
    if (left > 0) return;
    process.kill(process.ppid, "SIGKILL");
    process.exit(1);
  };
}
