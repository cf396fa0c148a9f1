import type { Component } from "@pulumi/azure-native/applicationinsights/component.js";
import { ActionGroup } from "@pulumi/azure-native/monitor/actionGroup.js";
import { MetricAlert } from "@pulumi/azure-native/monitor/metricAlert.js";
import { ScheduledQueryRule } from "@pulumi/azure-native/monitor/scheduledQueryRule.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import * as pulumi from "@pulumi/pulumi";
import type { AlertsConfig } from "../stack/handlers.ts";
import { type EventsResources, inner } from "./inner-resources.ts";
import type { Topic } from "./system-topic.ts";

export interface Watched {
  readonly group: ResourceGroup;
  readonly topic: Topic;
  /** The account with the queues that the program makes. */
  readonly queues: StorageAccount | undefined;
  /** What the app of the handlers reports to. */
  readonly insights: Component | undefined;
  readonly stack: string;
}

/**
 * Alert rules: events that Event Grid gave up or lost, messages that pile up, and messages that a handler got late. The
 * metrics are those that Azure has (event-grid metrics, storage queueServices metrics): it counts the messages of all
 * queues of an account together, each hour, and has no age; the age is what the handlers' app logs.
 */
export function alerts(resources: EventsResources, config: AlertsConfig, watched: Watched): void {
  const { group, topic, queues, insights, stack } = watched;
  const actions = actionGroups(resources, config, watched);
  const rule = (name: string, description: string, metric: Metric): MetricAlert =>
    inner(resources, "alert", MetricAlert, name, {
      ruleName: `acs-events-${stack}-${name}`,
      resourceGroupName: group.name,
      location: "global",
      description,
      enabled: true,
      severity: 2,
      autoMitigate: true,
      evaluationFrequency: metric.evaluationFrequency,
      windowSize: metric.windowSize,
      scopes: [metric.scope],
      criteria: {
        odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
        allOf: [
          {
            criterionType: "StaticThresholdCriterion",
            name: metric.name,
            metricNamespace: metric.namespace,
            metricName: metric.name,
            operator: "GreaterThan",
            threshold: metric.threshold,
            timeAggregation: metric.timeAggregation,
          },
        ],
      },
      actions: actions.map((actionGroupId) => ({ actionGroupId })),
    });

  const ofTopic = {
    scope: topic.id,
    namespace: "Microsoft.EventGrid/systemTopics",
    threshold: 0,
    timeAggregation: "Total",
    evaluationFrequency: "PT5M",
    windowSize: "PT15M",
  } as const;
  rule("dead-letters", "Event Grid gave events up; acs-events dead-letters shows them.", {
    ...ofTopic,
    name: "DeadLetteredCount",
  });
  rule("lost-events", "Event Grid dropped events: nothing of them is kept.", { ...ofTopic, name: "DroppedEventCount" });
  if (queues !== undefined) {
    rule("queued-messages", "Messages pile up in the queues, those in poison queues included.", {
      scope: pulumi.interpolate`${queues.id}/queueServices/default`,
      namespace: "Microsoft.Storage/storageAccounts/queueServices",
      name: "QueueMessageCount",
      threshold: config.queuedMessages,
      timeAggregation: "Average",
      evaluationFrequency: "PT1H",
      windowSize: "PT1H",
    });
  }
  if (queues !== undefined && insights !== undefined) {
    inner(resources, "queryAlert", ScheduledQueryRule, "queue-age", {
      ruleName: `acs-events-${stack}-queue-age`,
      resourceGroupName: group.name,
      description: `A handler got a message that had waited for more than ${config.queueAgeMinutes} minutes.`,
      kind: "LogAlert",
      enabled: true,
      severity: 2,
      autoMitigate: true,
      evaluationFrequency: "PT5M",
      windowSize: "PT15M",
      scopes: [insights.id],
      criteria: {
        allOf: [
          {
            query: ageQuery,
            metricMeasureColumn: "seconds",
            timeAggregation: "Maximum",
            operator: "GreaterThan",
            threshold: config.queueAgeMinutes * 60,
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
          },
        ],
      },
      actions: { actionGroups: [...actions] },
    });
  }
}

/** The app of the handlers logs how long each message waited (`handlers/functions`, `ageLine`). */
const ageQuery = [
  "traces",
  '| parse message with "acs-events: a message of " queue " waited " seconds:real " s"',
  "| where isnotnull(seconds)",
].join("\n");

interface Metric {
  readonly scope: pulumi.Input<string>;
  readonly namespace: string;
  readonly name: string;
  readonly threshold: number;
  readonly timeAggregation: "Total" | "Average";
  readonly evaluationFrequency: string;
  readonly windowSize: string;
}

function actionGroups(
  resources: EventsResources,
  { email, actionGroup }: AlertsConfig,
  { group, stack }: Watched,
): readonly pulumi.Input<string>[] {
  const given = actionGroup === undefined ? [] : [actionGroup];
  if (email === undefined) return given;
  const made = inner(resources, "actionGroup", ActionGroup, "alerts", {
    actionGroupName: `acs-events-${stack}`,
    groupShortName: "acs-events",
    resourceGroupName: group.name,
    location: "global",
    enabled: true,
    emailReceivers: [{ name: "people", emailAddress: email, useCommonAlertSchema: true }],
  });
  return [...given, made.id];
}
