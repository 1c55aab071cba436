import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

/** The folders that each folder must not import from: dependencies point in one direction (docs/adr/layers.md). */
const LAYERS = {
  boot: ["terminal", "inventory", "components", "stacks", "policy", "cli", "engine", "localcloud"],
  terminal: ["inventory", "components", "stacks", "policy", "cli", "engine", "localcloud"],
  inventory: ["components", "stacks", "policy", "cli", "engine", "localcloud"],
  components: ["stacks", "policy", "cli", "engine", "localcloud"],
  stacks: ["policy", "cli", "engine", "localcloud"],
  policy: ["components", "stacks", "cli", "engine", "localcloud"],
  engine: ["components", "stacks", "policy", "cli"],
  localcloud: ["components", "stacks", "policy", "cli", "engine"],
  cli: ["localcloud"],
};

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
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
    },
  },
  Object.entries(LAYERS).map(([folder, forbidden]) => ({
    files: [`${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: forbidden.map((name) => `**/${name}/**`),
              message: `${folder} must not import from there.`,
            },
          ],
        },
      ],
    },
  })),
  { files: ["test/**/*.ts"], rules: { "max-lines": "off" } },
  {
    files: ["**/*.{js,cjs,mjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: "readonly", URL: "readonly", module: "writable" } },
    rules: { "@pulumi/no-output-in-template-literal": "off" },
  },
);
