import { type ArmReply, errorAnswer } from "./answer.ts";

/**
 * The API versions of Event Grid that the local Azure answers in. From 2020-10-15-preview on all recorded answers agree;
 * older versions answer otherwise (no retry policy, other defaults, "All") and are refused.
 */
export const eventGridVersions: readonly string[] = [
  "2020-10-15-preview",
  "2021-06-01-preview",
  "2021-10-15-preview",
  "2021-12-01",
  "2022-06-15",
  "2023-06-01-preview",
  "2023-12-15-preview",
  "2024-06-01-preview",
  "2024-12-15-preview",
  "2025-02-15",
  "2025-04-01-preview",
  "2025-07-15-preview",
  "2025-11-15-preview",
];

/** What is wrong with the `api-version` of a request about `resourceType` of `namespace`; undefined where it is good. */
export function versionProblem(
  version: string | undefined,
  namespace: string | undefined,
  resourceType: string,
): ArmReply | undefined {
  if (version === undefined || version === "") {
    const message = "The api-version query parameter (?api-version=) is required for all requests.";
    return errorAnswer(400, "MissingApiVersionParameter", message);
  }
  if (namespace?.toLowerCase() === "microsoft.eventgrid") {
    if (eventGridVersions.includes(version)) return undefined;
    // The words of 2018-05-01-preview, for a type that this version did not have yet.
    const message = `The resource type '${resourceType}' could not be found in the namespace 'Microsoft.EventGrid' for api version '${version}'. The supported api-versions are '${eventGridVersions.join(",")}'.`;
    return errorAnswer(404, "InvalidResourceType", message);
  }
  if (/^\d{4}-\d{2}-\d{2}(?:-preview)?$/.test(version)) return undefined;
  const message = `The api-version '${version}' is invalid. The api-version should be either in the form YYYY-MM-DD or YYYY-MM-DD-preview.`;
  return errorAnswer(400, "InvalidApiVersionParameter", message);
}
