/**
 * How often a law is tried where each try asks a second, naive judge. `npm run endurance`, every night, tries ten times
 * as often as `npm test`; a failure prints the seed that repeats it.
 */
export function lawRuns(everyDay: number): number {
  return process.env["ENDURANCE"] === undefined ? everyDay : 10 * everyDay;
}
