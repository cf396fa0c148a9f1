import type { World } from "../resources/azure.ts";
import { resourceTypeOf } from "../resources/resource-types.ts";
import type { ProposedName } from "./auto-name.ts";
import { checkedInputs } from "./checked-inputs.ts";
import { type CheckRequest, type CheckResponse, providerMessages } from "./protobuf.ts";
import { logicalNameOf, tokenOf } from "./urn.ts";
import { fromWire, toWire } from "./wire.ts";

/** `Check`: the inputs with everything filled in, and what is missing. */
export function check(request: CheckRequest, world: World): CheckResponse {
  const urn = request.getUrn();
  const { inputs, failures } = checkedInputs(
    {
      type: resourceTypeOf(tokenOf(urn)),
      logicalName: logicalNameOf(urn),
      before: fromWire(request.getOlds()),
      now: fromWire(request.getNews()),
      seed: request.getRandomseed_asU8(),
      proposedName: proposedName(request),
    },
    world,
  );
  const response = new providerMessages.CheckResponse();
  response.setInputs(toWire(inputs));
  response.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new providerMessages.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

function proposedName(request: CheckRequest): ProposedName | undefined {
  const options = request.getAutonaming();
  if (options === undefined) return undefined;
  const { Mode } = providerMessages.CheckRequest.AutonamingOptions;
  const name = options.getProposedName();
  switch (options.getMode()) {
    case Mode.DISABLE:
      return { mode: "disable", name };
    case Mode.ENFORCE:
      return { mode: "enforce", name };
    default:
      return { mode: "propose", name };
  }
}
