import type { World } from "../resources/azure.ts";
import { invoke as invokeFunction } from "../resources/invokes.ts";
import { renderRefusals } from "../resources/refusal.ts";
import { failure } from "./failure.ts";
import { type InvokeRequest, type InvokeResponse, providerMessages } from "./protobuf.ts";
import { fromWire, toWire } from "./wire.ts";

/** `Invoke`: the functions of azure-native that the local Azure knows. */
export function invoke(request: InvokeRequest, world: World): InvokeResponse {
  const token = request.getTok();
  const answer = invokeFunction(token, fromWire(request.getArgs()), world);
  if (answer === undefined) throw failure(`the local Azure does not know the function ${token}`);
  if (!answer.ok) throw failure(renderRefusals(`to answer ${token}`, [answer.refusal]));
  const response = new providerMessages.InvokeResponse();
  response.setReturn(toWire(answer.value));
  return response;
}
