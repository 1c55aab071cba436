import type { Fields } from "../provider/resourceType.ts";
import { string } from "../provider/shapes.ts";

/** The inputs that describe a membership. The provider compares their values case-sensitively. */
export const memberFields = {
  role: string({ implied: "MEMBER", oneOf: ["MANAGER", "MEMBER", "OWNER"] }),
  type: string({ implied: "USER", oneOf: ["CUSTOMER", "GROUP", "USER"] }),
  deliverySettings: string({
    implied: "ALL_MAIL",
    oneOf: ["ALL_MAIL", "DAILY", "DIGEST", "DISABLED", "NONE"],
  }),
} as const satisfies Fields;
