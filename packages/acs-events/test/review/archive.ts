import { given } from "./subscriptions.ts";

export const all = given("archive", "All");
export const texts = given("texts", "SMSReceived");
export const without = (list: unknown) => given("archive", "All", { includedEventTypes: list });
