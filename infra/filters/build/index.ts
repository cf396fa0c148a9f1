export { filter } from "./filter.ts";
export { FilterError } from "./filter-error.ts";
export { caller, phoneNumber, recipient, sender, thread, user } from "./subjects.ts";
