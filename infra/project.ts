import { defineProject } from "acs-events";
import { z } from "zod";

export default defineProject({
  root: new URL("..", import.meta.url),
  /**
   * What differs between your environments: numbers, addresses, identities that team files ask for by
   * `stack.value("…")`. Name a value here with its type, and set it in every `Pulumi.<stack>.yaml` under
   * `acs-events:values`.
   */
  values: z.strictObject({
    /** The beginning of the phone numbers that support answers, in digits and without "+": 1555 is the area code 555. */
    supportNumbers: z.string().regex(/^[0-9]{1,15}$/, "1 to 15 digits, without + or spaces, in quotes"),
  }),
  /** The handlers that the local Azure delivers to. */
  receivers: () => import("../handlers/local.ts"),
  /** Policies of your own. */
  rules: () => import("../policies/rules.ts"),
});
