/** The parts of an Azure resource id that name a resource of a resource group. */
export interface ResourceId {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  /** The name of the resource itself, the last segment. */
  readonly name: string;
}

/** Takes apart `/subscriptions/…/resourceGroups/…/providers/…`; throws where `id` is no such id. */
export function parseResourceId(id: string): ResourceId {
  const parts = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/.+\/([^/]+)$/i.exec(id);
  if (parts?.[1] === undefined || parts[2] === undefined || parts[3] === undefined) {
    throw new Error(`"${id}" is not the id of a resource: /subscriptions/…/resourceGroups/…/providers/…/{name}`);
  }
  return { subscriptionId: parts[1], resourceGroupName: parts[2], name: parts[3] };
}
