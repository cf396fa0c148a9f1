/** What a team file needs: `import { filter, subscription, team } from "#acs-events";` */
import { teamOf } from "acs-events";
import type project from "./project.ts";

export * from "acs-events";

/** The subscriptions of one team; the default export of its file in `infra/teams`. */
export const team = teamOf<typeof project>();
