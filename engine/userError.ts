/**
 * What every command's exit code means. The first three are pulumi's own (pkg/cmd/pulumi/cmd/exit_codes.go); its 8, for
 * a cancelled operation, is ours for one that a lock keeps from starting.
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
