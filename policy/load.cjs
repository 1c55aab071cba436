// Started by Pulumi's run-policy-pack, which supports only CommonJS and would strip types with TypeScript of 2020.
module.exports = start();

async function start() {
  const { withoutClosures } = await import("../boot/withoutClosures.js");
  withoutClosures();
  const { compiled } = await import("../boot/compile.js");
  return import(await compiled("policy-pack"));
}
