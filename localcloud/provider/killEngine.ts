import { setting } from "./settings.ts";

/**
 * Counts the changes that this plugin makes, by type token. When there have been as many as `LOCALCLOUD_KILL_ENGINE`
 * says, of its package where one is named, the engine is killed, and so never hears of the last one; the plugin dies with it.
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
