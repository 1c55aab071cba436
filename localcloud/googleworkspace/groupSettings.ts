import type { CheckFailure, Fields, ResourceType, Values } from "../provider/resourceType.ts";
import { string } from "../provider/shapes.ts";
import { isUnknown } from "../provider/unknown.ts";
import { invalidValue, resourceNotFound } from "./apiErrors.ts";
import { flagSettings, textSettings, wordSettings } from "./settingsWords.ts";
import { timeouts } from "./timeouts.ts";
import { findGroup, settingsName, type DirectoryGroup, type Workspace } from "./workspace.ts";

/** The settings of a new group. */
const defaults: Values = {
  ...Object.fromEntries(Object.entries(wordSettings).map(([name, setting]) => [name, setting.default])),
  ...flagSettings,
  ...Object.fromEntries(Object.keys(textSettings).map((name) => [name, ""])),
};

/**
 * googleworkspace.GroupSettings: the id and import id are the group's address.
 *
 * Source: internal/provider/resource_group_settings.go of the provider. Its pitfalls: it sets what the program omits to
 * the provider's default. Reading the settings of a deleted group is an error, which only removing them from the state
 * fixes. It sends only what differs from the state. Deleting them only removes them from the state.
 */
export const groupSettings: ResourceType<Workspace> = {
  token: "googleworkspace:index/groupSettings:GroupSettings",
  fields: { email: string("required"), ...settingFields(), timeouts },
  computed: ["customRolesEnabledForSettingsToBeMerged", "description", "name"],
  check: (inputs) => [...checkWords(inputs), ...checkTexts(inputs)],

  create(inputs, workspace) {
    const found = requireGroup(String(inputs.email), workspace, "updating settings of");
    return { id: found.email, outputs: store(found, { ...defaults, ...given(inputs) }, workspace) };
  },

  read(id, _state, workspace) {
    const found = requireGroup(id, workspace, "reading settings of");
    return { id: found.email, outputs: outputs(found, settingsOf(found, workspace)) };
  },

  update(_id, state, inputs, workspace) {
    const found = requireGroup(String(inputs.email), workspace, "updating settings of");
    const wanted: Values = { ...defaults, whoCanPostMessage: state.whoCanPostMessage, ...given(inputs) };
    const sent = Object.entries(wanted).filter(([name, value]) => value !== state[name]);
    return store(found, { ...settingsOf(found, workspace), ...Object.fromEntries(sent) }, workspace);
  },

  delete() {
    // A group always has settings.
  },
};

function settingFields(): Fields {
  const shapes = (names: Readonly<Record<string, unknown>>, shape: "string" | "boolean") =>
    Object.keys(names).map((name) => [name, { shape, implied: defaults[name] }] as const);
  return {
    ...Object.fromEntries([
      ...shapes(wordSettings, "string"),
      ...shapes(flagSettings, "boolean"),
      ...shapes(textSettings, "string"),
    ]),
    whoCanPostMessage: string("computed"),
  };
}

/**
 * The provider accepts the values in any case, but Google answers in upper case, so lower case causes a permanent diff.
 */
function checkWords(inputs: Values): CheckFailure[] {
  return Object.entries(wordSettings).flatMap(([property, { words }]) => {
    const value = inputs[property];
    if (typeof value !== "string" || isUnknown(value) || words.includes(value.toUpperCase())) return [];
    const list = words.map((word) => `"${word}"`).join(" ");
    return [{ property, reason: `expected ${snakeCase(property)} to be one of [${list}], got ${value}` }];
  });
}

function checkTexts(inputs: Values): CheckFailure[] {
  return Object.entries(textSettings).flatMap(([property, longest]) => {
    const value = inputs[property];
    if (typeof value !== "string" || value.length <= longest) return [];
    const reason = `expected length of ${snakeCase(property)} to be in the range (0 - ${longest}), got ${value}`;
    return [{ property, reason }];
  });
}

function requireGroup(email: string, workspace: Workspace, doing: string): DirectoryGroup {
  const found = findGroup(workspace, email);
  if (found === undefined) throw resourceNotFound(`${doing} group ${email}`, "groupKey");
  return found;
}

function given(inputs: Values): Values {
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => name in defaults)
      .map(([name, value]) => [name, name in wordSettings ? String(value).toUpperCase() : value]),
  );
}

function settingsOf({ email }: DirectoryGroup, { store }: Workspace): Values {
  return { ...defaults, ...store.read(settingsName(email)) };
}

function store(found: DirectoryGroup, settings: Values, workspace: Workspace): Values {
  // Both rules are in the provider's descriptions of archive_only and custom_reply_to.
  const nobodyPosts = settings.whoCanPostMessage === "NONE_CAN_POST" && settings.archiveOnly !== true;
  const noReplyTo = settings.replyTo === "REPLY_TO_CUSTOM" && settings.customReplyTo === "";
  if (nobodyPosts || noReplyTo) throw invalidValue(`updating settings of group ${found.email}`);
  const stored = workspace.store.modify(settingsName(found.email), () => settings);
  return outputs(found, stored);
}

function outputs({ email, name, description }: DirectoryGroup, settings: Values): Values {
  return { email, name, description, ...settings, customRolesEnabledForSettingsToBeMerged: false };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
