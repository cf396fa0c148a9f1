import { describe, expect, test } from "vitest";
import { topicId } from "../local-world.ts";
import { serveContoso } from "./serving.ts";

const serving = serveContoso();

describe("invoke", () => {
  test("answers functions of azure-native", async () => {
    const names = { resourceGroupName: "contoso", systemTopicName: "contoso-events" };
    expect(await serving.pulumi.invoke("azure-native:eventgrid:getSystemTopic", names)).toMatchObject({ id: topicId });
  });

  test("says what is not there, and what it does not know", async () => {
    const names = { resourceGroupName: "contoso", systemTopicName: "other" };
    await expect(serving.pulumi.invoke("azure-native:eventgrid:getSystemTopic", names)).rejects.toMatchObject({
      message:
        "Azure refuses to answer azure-native:eventgrid:getSystemTopic: Code=\"ResourceNotFound\" Message=\"The Resource 'Microsoft.EventGrid/systemTopics/other' under resource group 'contoso' was not found.\"",
    });
    await expect(serving.pulumi.invoke("azure-native:web:getStaticSite", {})).rejects.toMatchObject({
      message: "the local Azure does not know the function azure-native:web:getStaticSite",
    });
  });
});
