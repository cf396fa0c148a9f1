/* Handlers as Azure Functions (programming model v4). Loading this entry needs the package @azure/functions. */

export { type FunctionApp, functionApp, type RegisteredFunction } from "./function-app.ts";
export { invocationLogger } from "./invocation-logger.ts";
export { managedIdentity } from "./managed-identity.ts";
