import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The project that `folder` lies in: the nearest folder with a Pulumi.yaml, from here upwards; undefined without one. */
export function projectRoot(folder: string): string | undefined {
  const here = resolve(folder);
  if (existsSync(join(here, "Pulumi.yaml"))) return here;
  const above = dirname(here);
  return above === here ? undefined : projectRoot(above);
}
