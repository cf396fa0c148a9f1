import { writeFileSync } from "node:fs";
import { configSchema } from "./config-schema.ts";

/** `node policies/write-config-schema.ts`, then `npm run format`: after a change of rules or parameters. */
writeFileSync(new URL("./config.schema.json", import.meta.url), `${JSON.stringify(configSchema(), undefined, 2)}\n`);
