import { UserError } from "../engine/userError.ts";

/**
 * Throws a `UserError` where the environment names a state of the real clouds, which these commands do not reach yet: a job
 * must not look as if it had applied something.
 */
export function localcloudOnly(command: string): void {
  const url = process.env.PULUMI_BACKEND_URL ?? "";
  if (url === "" || url.startsWith("file:")) return;
  throw new UserError(
    `\`infra ${command}\` reaches localcloud only, and PULUMI_BACKEND_URL names ${url}.\n` +
      "Unset it, or apply with pulumi itself: docs/bootstrap.md. Nothing was changed.",
  );
}
