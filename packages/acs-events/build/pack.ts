import { resolve } from "node:path";
import { packInto } from "./tarball.ts";

/** `node build/pack.ts [FOLDER]` puts `acs-events-<version>.tgz` into FOLDER, or where it is started. */
console.log(await packInto(resolve(process.argv[2] ?? ".")));
