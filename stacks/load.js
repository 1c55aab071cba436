// What Pulumi starts: the program compiled, without tsx and what only serializes functions
// (docs/adr/compile-on-demand.md).
import { compiled } from "../engine/compile.js";
import { withoutClosures } from "../engine/withoutClosures.js";

// Node.js's own mapping of stack traces, and not that of source-map-support, which Pulumi's start-up code installs: a
// single trace took the latter most of a minute.
Reflect.deleteProperty(Error, "prepareStackTrace");
process.setSourceMapsEnabled(true);
withoutClosures();
const { default: program } = await import(await compiled("program"));
export default program;
