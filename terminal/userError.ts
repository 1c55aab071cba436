/**
 * The exit codes of all commands. 0, 1, 2 and 5 are Pulumi's own (pkg/cmd/pulumi/cmd/exit_codes.go). Where others
 * differ from Pulumi's, they mean what Pulumi has no code for: 6, the gate refused a change; 7, there are changes where
 * none were expected; 8, a lock keeps the operation from starting. From 10 on they concern promotion: there is
 * something to promote, something cannot be promoted as written, a registry did not answer. 130 is what shells return
 * for Ctrl-C.
 */
export const EXIT = {
  done: 0,
  failed: 1,
  badData: 2,
  policy: 5,
  refused: 6,
  unexpected: 7,
  locked: 8,
  work: 10,
  conflict: 11,
  unreachable: 12,
  interrupted: 130,
} as const;

/** An error of the user or of the machine: only its message is shown, never a stack trace. */
export class UserError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message);
    this.name = "UserError";
    this.exitCode = exitCode;
  }
}
