/** A rehearsal gives webhooks that have no address yet a stand-in, which no policy objects to. */
export const standInHosts = {
  type: "list",
  description: "Hosts of a rehearsal's stand-ins, which are not judged. Set by the rehearsal; nothing to set by hand.",
  default: [],
} as const;
