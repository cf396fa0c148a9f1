/**
 * `npm run parity -- FILE`: how the local Azure's answers compare with recorded ones of the real service. FILE is an
 * array of exchanges `{recording, method, url, request, status, response, asyncOperation, n}`; none is part of the
 * project. Exit status 2 where something differs.
 */
import { parseArgs } from "node:util";
import { printable } from "../src/text/printable.ts";
import { readExchanges } from "./exchanges.ts";
import { renderReplay } from "./render-replay.ts";
import { replay } from "./replay.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { help: { type: "boolean", short: "h" } },
});
const [file] = positionals;
if (values.help === true || file === undefined) {
  console.log(
    "npm run parity -- FILE\n\nFILE: recorded exchanges, as JSON. docs/local-azure.md says what is compared.",
  );
  process.exitCode = values.help === true ? 0 : 1;
} else {
  try {
    const exchanges = await readExchanges(file);
    const replayed = await replay(exchanges);
    console.log(renderReplay(replayed));
    if (replayed.some((one) => one.kind === "compared" && one.differences.length > 0)) process.exitCode = 2;
  } catch (error) {
    console.error(printable(error instanceof Error ? error.message : String(error), 4_000));
    process.exitCode = 1;
  }
}
