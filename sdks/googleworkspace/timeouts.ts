/** How long the provider waits for Google to become consistent, as Go durations (`10m`). */
export interface Timeouts {
  create?: string;
  update?: string;
}
