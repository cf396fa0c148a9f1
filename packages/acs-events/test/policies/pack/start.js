/** A pack as a project has it, with a rule of its own. */
import { policyPack, subscriptionRule, violation } from "acs-events/policies";

const noChats = subscriptionRule({
  name: "no-chats",
  description: "Nobody takes chat messages.",
  level: "advisory",
  protectsFrom: "Somebody reads along.",
  howToFix: "Remove the subscription.",
  parameters: { except: { type: "list", description: "Subscriptions that may.", default: [] } },
  check: ({ name, filter }, { parameters }) => {
    const types = filter.eventTypes;
    const takesChats = Array.isArray(types) && types.includes("Microsoft.Communication.ChatMessageReceivedInThread");
    if (!takesChats || parameters.except.includes(name)) return [];
    return [violation(name, "filter.includedEventTypes", "It takes chat messages.")];
  },
});

// No top-level await: the runner of the language host loads a pack by `require`.
void policyPack({ rules: [noChats] });
