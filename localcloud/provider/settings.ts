const SECONDS = { form: /^\d+(\.\d+)?$/, is: "a number of seconds" };

/** The settings that the plugins take from the environment. Absent and empty mean that nothing goes wrong. */
const SETTINGS = {
  /** The seed that alone determines which changes fail, and how. */
  LOCALCLOUD_FAULTS: { form: /^\d{1,15}$/, is: "a whole number" },
  /** How long IAM takes to learn of a new group or service account, and every service to learn of an enabled API. */
  LOCALCLOUD_GROUP_DELAY: SECONDS,
  LOCALCLOUD_ACCOUNT_DELAY: SECONDS,
  LOCALCLOUD_API_DELAY: SECONDS,
  /** How many changes each service accepts in a minute. */
  LOCALCLOUD_QUOTA: { form: /^[1-9]\d{0,8}$/, is: "a number of changes" },
  /** The file that every request is logged to; for tests. */
  LOCALCLOUD_LOG: { form: /^\//, is: "the absolute path of a file" },
  /** After how many changes by a plugin, or by the plugin of a package, the engine is killed; for tests. */
  LOCALCLOUD_KILL_ENGINE: { form: /^([a-z]+:)?[1-9]\d{0,8}$/, is: "a number of changes, such as 5 or gcp:5" },
} as const;

export type Setting = keyof typeof SETTINGS;

/**
 * A setting in an environment; undefined when it is unset or empty.
 *
 * @throws Error when it is malformed.
 */
export function setting(name: Setting, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const text = environment[name] ?? "";
  if (text === "") return undefined;
  const { form, is } = SETTINGS[name];
  if (!form.test(text)) throw new Error(`localcloud: ${name} must be ${is}, not "${text}"`);
  return text;
}

/**
 * All settings in an environment.
 *
 * @throws Error when one is malformed.
 */
export function settings(environment: NodeJS.ProcessEnv): Partial<Record<Setting, string>> {
  const names = Object.keys(SETTINGS) as Setting[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = setting(name, environment);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
