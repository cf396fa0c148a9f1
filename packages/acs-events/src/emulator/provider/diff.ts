import { resourceTypeOf } from "../resources/resource-types.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import { createBeforeDelete } from "./checked-inputs.ts";
import { type PropertyDifference, propertyDifferences } from "./property-diff.ts";
import { type DiffRequest, type DiffResponse, providerMessages } from "./protobuf.ts";
import { tokenOf } from "./urn.ts";
import { fromWire } from "./wire.ts";

/**
 * `Diff`: inputs against inputs, never against what Azure holds; that is what a refresh is for. What was imported has no
 * API version among its inputs, and is taken to have that of its state (pulumi-azure-native, provider.go, `Diff`).
 */
export function diff(request: DiffRequest): DiffResponse {
  const { azureApiVersion } = fromWire(request.getOlds());
  const before: ResourceProperties = {
    ...(azureApiVersion === undefined ? {} : { azureApiVersion }),
    ...fromWire(request.getOldInputs()),
  };
  const differences = propertyDifferences(
    before,
    fromWire(request.getNews()),
    resourceTypeOf(tokenOf(request.getUrn())).replaceOn,
  );
  const { DiffChanges } = providerMessages.DiffResponse;
  const response = new providerMessages.DiffResponse();
  response.setHasdetaileddiff(true);
  response.setChanges(differences.length === 0 ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME);
  response.setDiffsList([...new Set(differences.map(({ property }) => property))]);
  const replaces = new Set(differences.filter((one) => one.replaces).map(({ property }) => property));
  response.setReplacesList([...replaces]);
  // A name of one's own can be taken only once; a random one leaves room for the replacement.
  response.setDeletebeforereplace(replaces.size > 0 && before[createBeforeDelete] !== true);
  const detailed = response.getDetaileddiffMap();
  for (const difference of differences) detailed.set(difference.path, propertyDiff(difference));
  return response;
}

function propertyDiff({ kind, replaces }: PropertyDifference) {
  const { Kind } = providerMessages.PropertyDiff;
  const kinds = {
    add: [Kind.ADD, Kind.ADD_REPLACE],
    delete: [Kind.DELETE, Kind.DELETE_REPLACE],
    update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
  } as const;
  const one = new providerMessages.PropertyDiff();
  one.setKind(kinds[kind][replaces ? 1 : 0]);
  one.setInputdiff(true);
  return one;
}
