/**
 * What every command's exit code means; the values are pulumi's own where pulumi has one
 * (pkg/cmd/pulumi/cmd/exit_codes.go).
 */
export const EXIT = { done: 0, failed: 1, badData: 2, locked: 8 } as const;

/** A mistake of the user or of the machine: shown as its message alone, never with a stack trace. */
export class UserError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message);
    this.name = "UserError";
    this.exitCode = exitCode;
  }
}
