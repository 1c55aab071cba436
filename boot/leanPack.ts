import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import deserialize from "@pulumi/policy/deserialize.js";

/** An internal function of the policy SDK, by its name there. */
interface Internals {
  deserializeProperties: (properties: object, forRemediation: boolean) => object;
}

/**
 * Deserializes a resource's properties once, and not for each policy of the pack, as the policy SDK does. This is safe,
 * since no policy modifies them, and none of ours remediates.
 */
const internals = deserialize as unknown as Internals;
const read = internals.deserializeProperties;
const known = new WeakMap<object, object>();
internals.deserializeProperties = (properties, forRemediation) => {
  const before = forRemediation ? undefined : known.get(properties);
  if (before !== undefined) return before;
  const deserialized = read(properties, forRemediation);
  if (!forRemediation) known.set(properties, deserialized);
  return deserialized;
};

/**
 * Reads no resources for rules over the whole stack: ours judge what the pack has noted of each resource. The engine
 * sends all that the state has, even in a run of a part, and the SDK would deserialize them all.
 */
analyzer.AnalyzeStackRequest.deserializeBinary = () => new analyzer.AnalyzeStackRequest();
