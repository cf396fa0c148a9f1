import { getWebAppFunction } from "@pulumi/azure-native/web/getWebAppFunction.js";
import * as pulumi from "@pulumi/pulumi";
import type { FunctionAppResources } from "./function-app.ts";
import type { CreatedQueue } from "./made-endpoint.ts";
import { settled } from "./settled.ts";

/**
 * The endpoint behind a function that `acs-events publish` brings into the app. Event Grid takes a subscription to a
 * function only when it is there (Azure/bicep#11656), so Azure is asked, and until then the subscription waits.
 */
export function publishedFunction(
  app: FunctionAppResources,
  resourceGroupName: pulumi.Output<string>,
  functionName: string,
): CreatedQueue {
  return {
    resourceId: pulumi.interpolate`${app.id}/functions/${functionName}`,
    answers: isPublished(app, resourceGroupName, functionName),
    ready: app.ready,
  };
}

async function isPublished(
  { name }: FunctionAppResources,
  resourceGroupName: pulumi.Output<string>,
  functionName: string,
): Promise<boolean> {
  const known = await settled(pulumi.all([name, resourceGroupName]));
  // In the first preview there is no app yet, nor a name of it.
  if (known.state !== "known") return false;
  const [app, group] = known.value;
  try {
    await getWebAppFunction({ name: app, resourceGroupName: group, functionName });
    return true;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (/\b404\b|NotFound|not found/i.test(text)) return false;
    // If an error counted as "not there", the subscription of a working function would be deleted.
    throw new pulumi.RunError(`Azure could not say whether the function "${functionName}" is published: ${text}`);
  }
}
