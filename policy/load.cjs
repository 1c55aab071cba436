// Started by Pulumi's run-policy-pack, which knows CommonJS only and would strip types with a TypeScript of 2020.
module.exports = import("../engine/compile.js")
  .then(({ compiled }) => compiled("policy-pack"))
  .then((pack) => import(pack));
