/**
 * The SDK writes stack traces down for every resource, several times over. At Node.js's limit of 10 frames, mapped to
 * TypeScript one by one, they took most of the program's time: 11.2 s of 3,690 resources' evaluation without mapping at
 * 10 frames, 11.4 s with mapping at 1, 6.0 s without it at 1 (docs/adr/stack-trace-limit.md).
 *
 * An error of the program therefore shows where it was thrown, by file, and no frame above that.
 */
Error.stackTraceLimit = 1;
// Set by Pulumi's own start-up code (cmd/run), which loads source-map-support.
Reflect.deleteProperty(Error, "prepareStackTrace");
process.setSourceMapsEnabled(false);
