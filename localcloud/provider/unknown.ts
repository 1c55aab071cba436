/**
 * The strings that stand for unknown values in a preview, one per type of the missing value.
 * Source: pulumi/pulumi sdk/go/common/resource/plugin/rpc.go.
 */
const sentinels: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** What a provider returns in a preview for an output that it cannot know yet. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether the value itself is unknown. */
export function isUnknown(value: unknown): boolean {
  return sentinels.has(value);
}

/** Whether the value, or any value inside it, is unknown. */
export function containsUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(containsUnknown);
  if (typeof value === "object" && value !== null) return Object.values(value).some(containsUnknown);
  return isUnknown(value);
}
