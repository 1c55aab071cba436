const SECONDS = { form: /^\d+(\.\d+)?$/, is: "a number of seconds" };

/** How bad a day is: what the plugins take from the environment. Absent or empty: it is a good one. */
const SETTINGS = {
  /** What goes wrong, and where, follows from it alone. */
  LOCALCLOUD_FAULTS: { form: /^\d{1,15}$/, is: "a whole number" },
  /** That a new group and a new service account take to become known to IAM, and an API that was enabled to every service. */
  LOCALCLOUD_GROUP_DELAY: SECONDS,
  LOCALCLOUD_ACCOUNT_DELAY: SECONDS,
  LOCALCLOUD_API_DELAY: SECONDS,
  /** So many changes a minute are taken by each service. */
  LOCALCLOUD_QUOTA: { form: /^[1-9]\d{0,8}$/, is: "a number of changes" },
  /** Every request is written there; for tests. */
  LOCALCLOUD_LOG: { form: /^\//, is: "the absolute path of a file" },
  /** The engine is killed as soon as a plugin, or that of a package, has made so many changes; for tests. */
  LOCALCLOUD_KILL_ENGINE: { form: /^([a-z]+:)?[1-9]\d{0,8}$/, is: "a number of changes, such as 5 or gcp:5" },
} as const;

export type Setting = keyof typeof SETTINGS;

/** The setting in an environment; undefined where it is not set. Throws for one of a wrong form. */
export function setting(name: Setting, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const text = environment[name] ?? "";
  if (text === "") return undefined;
  const { form, is } = SETTINGS[name];
  if (!form.test(text)) throw new Error(`localcloud: ${name} must be ${is}, not "${text}"`);
  return text;
}

/** All settings of an environment. Throws for one of a wrong form. */
export function settings(environment: NodeJS.ProcessEnv): Partial<Record<Setting, string>> {
  const names = Object.keys(SETTINGS) as Setting[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = setting(name, environment);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
