import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

/**
 * The folders that each folder must not import from: dependencies point in one direction (docs/adr/layers.md). What
 * holds for a folder holds for those in it, too.
 */
const LAYERS = {
  boot: ["terminal", "inventory", "components", "stacks", "policy", "cli", "engine", "localcloud"],
  terminal: ["inventory", "components", "stacks", "policy", "cli", "engine", "localcloud"],
  inventory: ["components", "stacks", "policy", "cli", "engine", "localcloud"],
  components: ["boot", "terminal", "stacks", "policy", "cli", "engine", "localcloud"],
  stacks: ["policy", "cli", "engine", "localcloud"],
  policy: ["components", "stacks", "cli", "engine", "localcloud"],
  engine: ["components", "stacks", "policy", "cli"],
  localcloud: ["components", "stacks", "policy", "cli", "engine"],
  cli: ["localcloud"],
  "cli/clients": ["options", "edits", "review", "commands"],
  "cli/options": ["edits", "review", "commands"],
  "cli/edits": ["options", "review", "commands"],
  "cli/edits/apply": ["onboarding", "promotion"],
  "cli/review": ["options", "edits", "commands"],
  "cli/review/plan": ["access", "report"],
  "cli/review/access": ["plan", "report"],
};

/** Modules of inventory/ whose values components/ may import, not only their types: pure, and without Pulumi. */
const VALUES = [
  "builds/paths",
  "builds/schedule",
  "projects/apis",
  "projects/naming",
  "projects/prowBuilds",
  "registry/archeio",
];

/** What the path of a file in a folder matches, as a regular expression; packages are not ours. */
const within = (folder) => `^[.][.]?/(?:.*/)?${folder}/`;

/** Sees `import("…")`, `require("…")` and the types `import("…").…`, which `no-restricted-imports` does not. */
const dynamic = (imports, regex, message) => ({
  selector: `:matches(${imports}) Literal[value=/${regex.replaceAll("/", "\\u002F")}/]`,
  message,
});
const VALUE_IMPORTS = 'ImportExpression, CallExpression[callee.name="require"]';

/** The rules that refuse imports matching these regular expressions in some files. */
const refusing = (files, restrictions) => ({
  files,
  rules: {
    "no-restricted-imports": ["error", { patterns: restrictions }],
    "no-restricted-syntax": [
      "error",
      ...restrictions.map(({ regex, message, allowTypeImports }) =>
        dynamic(allowTypeImports ? VALUE_IMPORTS : `${VALUE_IMPORTS}, TSImportType`, regex, message),
      ),
    ],
  },
});

const sources = (folder) => [`${folder}/**/*.{ts,js,cjs,mjs}`];

/** What a folder must not import, with what the folders around it must not. */
const restrictionsOf = (folder) =>
  Object.entries(LAYERS)
    .filter(([outer]) => `${folder}/`.startsWith(`${outer}/`))
    .flatMap(([, forbidden]) => forbidden)
    .map((name) => ({ regex: within(name), message: `${folder}/ must not import from ${name}/.` }));

/** Of inventory/, components/ import types: what they make is described by records that others read. */
const typesOnly = {
  regex: `${within("inventory")}(?!(?:${VALUES.join("|")})\\.ts$)`,
  message: "components/ must import only types from there.",
  allowTypeImports: true,
};

/** A command imports nothing from another; what they share is in options/ or in another room. */
const otherCommands = ["", "*/", "*/*/"].map((folders, depth) =>
  refusing(
    [`cli/commands/${folders}*.ts`],
    [
      ...restrictionsOf("cli/commands"),
      {
        regex: `^${depth === 0 ? "\\./" : "\\.\\./".repeat(depth)}[^.]`,
        message: "A command must not import from another command.",
      },
    ],
  ),
);

export default tseslint.config(
  { ignores: ["node_modules/", ".local/", "sdks/"] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "@pulumi": pulumi },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Needed for elements known to exist, which noUncheckedIndexedAccess cannot detect.
      "@typescript-eslint/no-non-null-assertion": "off",
      // Values from files or the engine can have any shape; the first rule covers Outputs in strings.
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      // Pulumi resources register themselves in their constructors.
      "no-new": "off",
      "no-duplicate-imports": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
    },
  },
  Object.keys(LAYERS).map((folder) => refusing(sources(folder), restrictionsOf(folder))),
  refusing(sources("components"), [...restrictionsOf("components"), typesOnly]),
  otherCommands,
  { files: ["test/**/*.ts"], rules: { "max-lines": "off" } },
  {
    files: ["**/*.{js,cjs,mjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: "readonly", URL: "readonly", module: "writable" } },
    rules: { "@pulumi/no-output-in-template-literal": "off" },
  },
);
