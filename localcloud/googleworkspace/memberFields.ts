import type { Fields } from "../provider/resourceType.ts";

/** The inputs that describe a membership. The provider compares their values case-sensitively. */
export const memberFields = {
  role: { shape: "string", implied: "MEMBER", oneOf: ["MANAGER", "MEMBER", "OWNER"] },
  type: { shape: "string", implied: "USER", oneOf: ["CUSTOMER", "GROUP", "USER"] },
  deliverySettings: {
    shape: "string",
    implied: "ALL_MAIL",
    oneOf: ["ALL_MAIL", "DAILY", "DIGEST", "DISABLED", "NONE"],
  },
} as const satisfies Fields;
