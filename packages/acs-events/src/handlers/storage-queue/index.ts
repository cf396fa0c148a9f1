export { type StorageQueueConnection, type StorageQueueOptions, storageQueue } from "./storage-queue.ts";
