import type { Field, Fields } from "../provider/fields.ts";
import type { CheckFailure, ResourceType, Values } from "../provider/resourceType.ts";
import { AlreadyExistsError } from "../store/errors.ts";
import type { Properties } from "../store/store.ts";
import { alreadyExists, notFound } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";
import { projectOf, requireService } from "./projects.ts";

/** A kind of object that the cloud keeps as it was asked for, under a name below its project. */
export interface NamedKind {
  readonly token: string;
  /** As messages call it: `Connection`. */
  readonly title: string;
  /** The API that must be enabled in the project, and that the store keeps the objects under. */
  readonly api: string;
  /** What can be changed, beside the project. */
  readonly fields: Fields;
  readonly computed: readonly string[];
  check?(inputs: Values): CheckFailure[];
  /** The full name without the API: `projects/<p>/locations/<l>/connections/<name>`. */
  name(inputs: Values, project: string): string;
  /** Throws what the API answers to inputs that it does not take. */
  refuse(inputs: Values, project: string, cloud: GoogleCloud, action: string): void;
  /** What the cloud adds at creation. */
  added?(name: string, inputs: Values): Properties;
  /** The full name that an import id means, where that is not the name itself. */
  find?(id: string, cloud: GoogleCloud): string | undefined;
}

const project: Field = { shape: "string", replaces: true, computed: true };

/** The resource type of such objects. */
export function namedResource(kind: NamedKind): ResourceType<GoogleCloud> {
  const cloudName = (name: string) => `${kind.api}/${name}`;
  const asked = (inputs: Values): Properties =>
    Object.fromEntries(Object.entries(inputs).filter(([key]) => kind.fields[key] !== undefined));
  return {
    token: kind.token,
    fields: {
      project,
      ...kind.fields,
      deletionPolicy: { shape: "string", default: "DELETE", stateOnly: true },
    },
    computed: kind.computed,
    check: (inputs) => kind.check?.(inputs) ?? [],

    create(inputs, cloud) {
      const owner = projectOf(inputs, cloud);
      const name = kind.name(inputs, owner);
      const action = `creating ${kind.title} ${name}`;
      requireService(cloud, owner, kind.api, action);
      kind.refuse(inputs, owner, cloud, action);
      const added = kind.added?.(name, inputs) ?? {};
      const properties = { project: owner, ...asked(inputs), ...added };
      try {
        cloud.store.create(cloudName(name), properties);
      } catch (error) {
        if (!(error instanceof AlreadyExistsError)) throw error;
        throw alreadyExists(action);
      }
      return { id: name, outputs: properties };
    },

    read(id, _state, cloud) {
      const name = kind.find?.(id, cloud) ?? id;
      const found = cloud.store.read(cloudName(name));
      return found && { id: name, outputs: found };
    },

    update(id, state, inputs, cloud) {
      const action = `updating ${kind.title} ${id}`;
      kind.refuse(inputs, String(state.project), cloud, action);
      return cloud.store.modify(cloudName(id), (current) => {
        if (current === undefined) throw notFound(action, `Resource '${id}' was not found.`);
        const kept = Object.fromEntries(
          Object.entries(current).filter(([key]) => kind.fields[key] === undefined),
        );
        return { ...kept, ...asked(inputs) };
      });
    },

    delete(id, _state, cloud) {
      if (cloud.store.read(cloudName(id)) !== undefined) cloud.store.delete(cloudName(id));
    },
  };
}
