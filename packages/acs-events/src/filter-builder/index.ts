/** What a team file uses to write filters; `docs/filters.md` shows how. */
export { filter } from "./filter.ts";
export { FilterError } from "./filter-error.ts";
export { phoneNumber } from "./phone-number.ts";
export { type RawFilter, rawFilter } from "./raw-filter.ts";
export {
  analysedMessageSender,
  call,
  caller,
  emailSender,
  job,
  messageSender,
  recordedCall,
  sentMessage,
  thread,
  user,
  worker,
} from "./subject-prefixes.ts";
export {
  assignmentEnd,
  emailEnd,
  participantEnd,
  queueEnd,
  recipientEnd,
  recordingEnd,
  senderEnd,
  statusEnd,
} from "./subject-suffixes.ts";
export { unchecked } from "./unchecked.ts";
export { unlisted } from "./unlisted.ts";
