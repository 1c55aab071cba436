import deserialize from "@pulumi/policy/deserialize.js";

/** What the policy SDK calls of itself, by the name it has there. */
interface Internals {
  deserializeProperties: (properties: object, forRemediation: boolean) => object;
}

/**
 * The policy SDK deserializes a resource's properties anew for each policy of the pack. Here every policy gets those that
 * the first one got: none changes them, and no policy of ours remediates.
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
