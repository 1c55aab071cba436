import type { CheckFailure, Fields, ResourceType, Values } from "../provider/resourceType.ts";
import { string } from "../provider/shapes.ts";
import { asStored, type Properties } from "../store/objectFile.ts";
import { ApiError, alreadyExists, badRequest, notFound } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";
import { fillName, parseName } from "./nameTemplate.ts";
import { projectOf, requireService } from "./projects.ts";

/** What is specific to a type whose resources are identified by a name below their project. */
export interface NamedType {
  readonly token: string;
  /** The API, such as `compute.googleapis.com`. */
  readonly service: string;
  /** The template of the full name, which is also the id. Its placeholders are inputs, or values from `generate`. */
  readonly name: string;
  /** The pattern for the input `name`, unless it is Compute Engine's. */
  readonly namePattern?: RegExp;
  /** The fields except `project` and `deletionPolicy`, which all types have. */
  readonly fields: Fields;
  /** Outputs that only the cloud knows, in addition to computed fields. */
  readonly computed?: readonly string[];
  check?(inputs: Values): CheckFailure[];
  /** Values that the API generates at creation; they never change. */
  generate?(inputs: Values, cloud: GoogleCloud): Properties;
  /** Values that the API fills in where the program gives none. */
  defaults?(inputs: Values): Values;
  /** Outputs derived from the stored properties; `path` is the full name. */
  outputs?(stored: Properties, path: string): Values;
  /**
   * The API's error for these inputs; undefined when it accepts them. Errors that end in "was not found" are 404,
   * others 400.
   */
  fault?(inputs: Values, cloud: GoogleCloud, path: string): string | undefined;
  /** Like `fault`, but throws, for errors of other kinds. */
  refuse?(inputs: Values, cloud: GoogleCloud, path: string, action: string): void;
  /** The full name that an import id stands for, if it is neither a full nor a short name. */
  find?(id: string, cloud: GoogleCloud): string | undefined;
  /** The names of the resources that depend on this one, so that the API refuses to delete it. */
  users?(path: string, cloud: GoogleCloud): readonly string[];
}

/** The pattern for names that the program chooses: https://cloud.google.com/compute/docs/naming-resources */
const namePattern = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Makes a resource type whose names the program chooses. Imports accept full and short names. */
export function namedType(spec: NamedType): ResourceType<GoogleCloud> {
  const kind = spec.token.slice(spec.token.lastIndexOf(":") + 1);
  const fields: Fields = {
    ...spec.fields,
    project: string("replaces", "computed"),
    deletionPolicy: string("stateOnly", { default: "DELETE" }),
  };
  const cloudFields = Object.keys(fields).filter((name) => fields[name]?.stateOnly !== true);
  const updates = Object.values(spec.fields).some(({ replaces, stateOnly }) => !replaces && !stateOnly);
  const storeName = (path: string) => `${spec.service}/${path}`;

  const refuse = (inputs: Values, cloud: GoogleCloud, path: string, action: string) => {
    const pattern = spec.namePattern ?? namePattern;
    if ("name" in spec.fields && !pattern.test(String(inputs.name))) {
      const rule = `Must be a match of regex '${pattern.source}'`;
      throw badRequest(action, `Invalid value for field 'resource.name': '${String(inputs.name)}'. ${rule}`);
    }
    const fault = spec.fault?.(inputs, cloud, path);
    spec.refuse?.(inputs, cloud, path, action);
    if (fault !== undefined)
      throw fault.endsWith("was not found") ? notFound(action, fault) : badRequest(action, fault);
  };
  const properties = (inputs: Values, generated: Properties): Properties => {
    const stated = Object.fromEntries(cloudFields.map((name) => [name, inputs[name]]));
    return asStored({ ...spec.defaults?.(inputs), ...defined(stated), ...generated });
  };
  const outputs = (stored: Properties, path: string): Values => ({
    ...stored,
    ...spec.outputs?.(stored, path),
  });

  return {
    token: spec.token,
    fields,
    computed: spec.computed ?? [],
    ...(spec.check && { check: (inputs: Values) => spec.check!(inputs) }),

    create(inputs, cloud) {
      const project = projectOf(inputs, cloud);
      const generated = { ...spec.generate?.(inputs, cloud), project };
      const path = fillName(spec.name, { ...inputs, ...generated });
      const action = `creating ${kind} ${path}`;
      requireService(cloud, project, spec.service, action);
      refuse(inputs, cloud, path, action);
      const stored = properties(inputs, generated);
      cloud.store.create(storeName(path), stored, () =>
        alreadyExists(action, `The resource '${path}' already exists`),
      );
      return { id: path, outputs: outputs(stored, path) };
    },

    read(id, _state, cloud) {
      const path =
        spec.find?.(id, cloud) ??
        parseName(spec.name, id, {
          location: "global",
          ...(cloud.project && { project: cloud.project }),
        });
      const found = path === undefined ? undefined : cloud.store.read(storeName(path));
      return found && { id: path!, outputs: outputs(found, path!) };
    },

    find(within, where, cloud) {
      const collection = fillName(spec.name.replace(/\/[^/]*$/, ""), { project: within });
      return cloud.store
        .list(storeName(collection))
        .filter(({ properties }) => Object.entries(where).every(([key, value]) => properties[key] === value))
        .map(({ cloudName }) => cloudName.slice(storeName("").length));
    },

    ...(updates && {
      update(id: string, _state: Values, inputs: Values, cloud: GoogleCloud) {
        const action = `updating ${kind} ${id}`;
        refuse(inputs, cloud, id, action);
        const changed = cloud.store.modify(storeName(id), (current) => {
          if (current === undefined) throw notFound(action, `The resource '${id}' was not found`);
          const kept = Object.entries(current).filter(([name]) => !(name in spec.fields));
          return properties(inputs, Object.fromEntries(kept));
        });
        return outputs(changed, id);
      },
    }),

    delete(id, _state, cloud) {
      const [user] = spec.users?.(id, cloud) ?? [];
      if (user !== undefined) {
        throw new ApiError(
          `deleting ${kind} ${id}`,
          400,
          "resourceInUseByAnotherResource",
          `The resource '${id}' is already being used by '${user}'`,
        );
      }
      cloud.store.remove(storeName(id));
    },
  };
}

function defined(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
