import { fileURLToPath } from "node:url";

/** The folder of this repository, with the separator of the platform and none at its end. */
export const repository = fileURLToPath(new URL("../../../..", import.meta.url)).replace(/[\\/]$/, "");
