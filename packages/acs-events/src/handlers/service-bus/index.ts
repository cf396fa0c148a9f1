export {
  type ServiceBusConnection,
  type ServiceBusQueueOptions,
  serviceBusQueue,
} from "./service-bus-queue.ts";
