// Preloaded into a command (`--import`): writes how often it reads each file to the file that READS names.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { readFileSync, writeFileSync } = fs;
const counts = {};
fs.readFileSync = (path, ...options) => {
  if (typeof path === "string") counts[path] = (counts[path] ?? 0) + 1;
  return readFileSync(path, ...options);
};
syncBuiltinESMExports();
process.on("exit", () => writeFileSync(process.env.READS, JSON.stringify(counts)));
