import { compileFilter, matches } from "../../../infra/filters/match/matches.ts";
import { runDeliveryCases } from "./delivery-cases.ts";

runDeliveryCases("matches", ({ filter, event }) => matches(filter, event));
runDeliveryCases("compileFilter", ({ filter, event, schema }) => compileFilter(filter, undefined, schema)(event));
