/** A path of ARM, taken apart: what it stands on, and the types and names behind its last provider. */
export interface ArmPath {
  /** The Azure subscription; absent above all of them. */
  readonly subscription?: string;
  readonly resourceGroup?: string;
  /** The id before the last provider, as it was written; "" above all Azure subscriptions. */
  readonly scope: string;
  /** `Microsoft.EventGrid`, as it was written; absent where there is no provider. */
  readonly namespace?: string;
  /** `["systemTopics", "eventSubscriptions"]`, as they were written. */
  readonly types: readonly string[];
  /** As many as types for a resource; one less for a list of resources or an action. */
  readonly names: readonly string[];
}

/**
 * Takes a path apart. Undefined for one that is not ARM's, or that has an empty segment; clients are known to begin with
 * two slashes where the scope is a parameter.
 */
export function parsePath(path: string): ArmPath | undefined {
  const parts = path.replace(/^\/+/, "/").replace(/\/$/, "").split("/").slice(1);
  const segments = parts.map(decoded);
  if (!segments.every((segment): segment is string => segment !== undefined && isSegment(segment))) return undefined;
  const at = segments.findLastIndex((segment) => segment.toLowerCase() === "providers");
  const before = at === -1 ? segments : segments.slice(0, at);
  const [first, subscription, third, resourceGroup] = before;
  const inSubscription = first?.toLowerCase() === "subscriptions" && subscription !== undefined;
  const inGroup = inSubscription && third?.toLowerCase() === "resourcegroups" && resourceGroup !== undefined;
  const behind = at === -1 ? [] : segments.slice(at + 2);
  const namespace = at === -1 ? undefined : segments[at + 1];
  return {
    ...(inSubscription ? { subscription } : {}),
    ...(inGroup ? { resourceGroup } : {}),
    scope: before.length === 0 ? "" : `/${before.join("/")}`,
    ...(namespace === undefined ? {} : { namespace }),
    types: behind.filter((_, index) => index % 2 === 0),
    names: behind.filter((_, index) => index % 2 === 1),
  };
}

/** A name holds no slash, which would make another path of the id, and no control character. */
function isSegment(segment: string): boolean {
  return segment !== "" && segment !== "." && segment !== ".." && !/[/\\\p{Cc}]/u.test(segment);
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
