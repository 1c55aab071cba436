// The entry point for Pulumi: the compiled program, without tsx and code that only serializes functions
// (docs/adr/compile-on-demand.md).
import { compiled } from "../boot/compile.js";
import { withoutClosures } from "../boot/withoutClosures.js";

// Use Node.js's own source maps instead of source-map-support, which Pulumi's startup code installs: the latter takes
// most of a minute for a single stack trace.
Reflect.deleteProperty(Error, "prepareStackTrace");
process.setSourceMapsEnabled(true);
withoutClosures();
const { default: program } = await import(await compiled("program"));
export default program;
