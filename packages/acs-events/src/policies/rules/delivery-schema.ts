import type { SetOptions } from "../../filter-sets/index.ts";
import type { Unknown } from "./subject/unknown.ts";

/** The schema decides the names of the envelope's keys in filters; what is neither known nor one of the two is Azure's default. */
export function schemaOf(schema: string | Unknown): Pick<SetOptions, "schema"> {
  return { schema: schema === "CloudEventSchemaV1_0" ? "CloudEventSchemaV1_0" : "EventGridSchema" };
}
