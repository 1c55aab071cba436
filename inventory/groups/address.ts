/** The part before the @: RFC 5322's atoms, separated by single dots. */
const local = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*";

/** A name of the domain name system with at least two labels. */
const domain = "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?";

/** An e-mail address; lengths as in RFC 5321 §4.5.3.1 and its erratum 1690. */
export const addressPattern = new RegExp(`^(?=.{1,254}$)(?=[^@]{1,64}@)${local}@${domain}$`, "i");

/** The form in which addresses are compared: Google does not mind the case, upstream's sync did (facts §10, row 6). */
export function canonical(address: string): string {
  return address.toLowerCase();
}

/** What stands before the @. */
export function localPart(address: string): string {
  return address.slice(0, address.lastIndexOf("@"));
}

/** What stands after the @. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
