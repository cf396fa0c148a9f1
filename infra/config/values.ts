import { z } from "zod";

/**
 * What differs between your environments and is nobody else's business: numbers, addresses, identities that team files
 * ask for by `stack.value("…")`. Yours to edit: name a value here with its type, and set it in every
 * `Pulumi.<stack>.yaml` under `acs-events:values`.
 */
export const stackValues = z.strictObject({
  /** The beginning of the phone numbers that support answers, in digits and without "+": 1555 is the area code 555. */
  supportNumbers: z.string().regex(/^[0-9]{1,15}$/, "1 to 15 digits, without + or spaces, in quotes"),
});

export type StackValues = z.infer<typeof stackValues>;
