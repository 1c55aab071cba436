import type language from "@pulumi/pulumi/proto/language_pb.js";

export type RunRequest = InstanceType<typeof language.RunRequest>;

/** How to start the program: the arguments of Node.js, additional environment variables, and the working directory. */
export interface ProgramCommand {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/**
 * Turns the engine's request into the command line of `@pulumi/pulumi/cmd/run`, as Pulumi's own Node.js host does
 * (pulumi/pulumi, sdk/nodejs/cmd/pulumi-language-nodejs/main.go, `constructArguments` and `execNodejs`).
 */
export function programCommand(
  request: RunRequest,
  engineAddress: string,
  runProgram: string,
): ProgramCommand {
  const info = request.getInfo();
  if (info === undefined)
    throw new Error("the engine sent no program information; use Pulumi 3.212 or later");
  const options = info.getOptions()?.toJavaScript() ?? {};
  const nodeArgs = typeof options.nodeargs === "string" ? options.nodeargs.split(/\s+/).filter(Boolean) : [];
  const flags: [string, string][] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engineAddress],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["root-directory", info.getRootDirectory()],
    ["stack", request.getStack()],
    ["pwd", request.getPwd()],
    ["parallel", String(request.getParallel())],
  ];
  const args = flags.filter(([, value]) => value !== "").map(([name, value]) => `--${name}=${value}`);
  if (request.getDryrun()) args.push("--dry-run");
  return {
    args: [...nodeArgs, runProgram, ...args, info.getEntryPoint(), ...request.getArgsList()],
    env: {
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      PULUMI_NODEJS_TYPESCRIPT: String(options.typescript !== false),
    },
    cwd: info.getProgramDirectory(),
  };
}
