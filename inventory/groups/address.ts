/** The local part: RFC 5322 atoms separated by single dots. */
const local = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*";

/** A DNS name with at least two labels. */
const domain = "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?";

/** An email address, with the length limits of RFC 5321 §4.5.3.1 and its erratum 1690. */
export const addressPattern = new RegExp(`^(?=.{1,254}$)(?=[^@]{1,64}@)${local}@${domain}$`, "i");

/** The form in which to compare addresses: Google ignores case, but upstream's sync did not (facts §10, row 6). */
export function canonical(address: string): string {
  return address.toLowerCase();
}

/** The part before the @. */
export function localPart(address: string): string {
  return address.slice(0, address.lastIndexOf("@"));
}

/** The part after the @. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
