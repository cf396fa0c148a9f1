import type { ExistingResource } from "../emulator/resources/existing.ts";
import { webAppFunction, webAppToken } from "../emulator/resources/function-app.ts";
import type { Store } from "../emulator/store.ts";
import { idKey } from "../emulator/stored-resource.ts";

/** What of a local Azure a package is published to. */
export interface PublishingPlace {
  readonly store: Store;
  adopt(resource: ExistingResource): void;
}

export interface Published {
  /** Where each function listens: a part of the table of redirects. */
  readonly redirects: Readonly<Record<string, string>>;
  /** Whether an app lists other functions than before: then there is something to deploy. */
  readonly changed: boolean;
}

/**
 * Lets every app of the local Azure list the functions with an Event Grid trigger that a package has, as Azure does once
 * the package is published; and no others. `url` is where the package answers.
 */
export function publishFunctions(names: readonly string[], url: string, { store, adopt }: PublishingPlace): Published {
  const ids = store.ofToken(webAppToken).flatMap(({ id }) => names.map((name) => `${id}/functions/${name}`));
  const wanted = new Set(ids.map(idKey));
  const added = ids.filter((id) => store.get(id) === undefined);
  const gone = store.ofToken(webAppFunction.token).filter(({ id }) => !wanted.has(idKey(id)));
  for (const { id } of gone) store.remove(id);
  for (const id of added) adopt({ id });
  return {
    redirects: Object.fromEntries(ids.map((id) => [id, url])),
    changed: added.length + gone.length > 0,
  };
}
