import { dataLocations } from "../catalog/data-locations.ts";
import { meantHint } from "../text/did-you-mean.ts";

/** What somebody said of a new project. */
export interface InitRequest {
  /** What the engine calls the project, and npm. */
  readonly name: string;
  /** The Azure region of the resource group, the storage accounts and the logs. */
  readonly location: string;
  /** Where Communication Services keeps data at rest. */
  readonly dataLocation: string;
  /** A tarball of the package, or a version; the package's own version where it is omitted. */
  readonly package?: string | undefined;
}

/** What is taken where nothing is said. */
export const usualAnswers = { location: "westeurope", dataLocation: "Europe" } as const;

/** What is wrong with a request, all of it: sentences. */
export function requestProblems({ name, location, dataLocation }: InitRequest): readonly string[] {
  const problems: string[] = [];
  if (!/^[a-z0-9](?:[-_.a-z0-9]*[a-z0-9])?$/.test(name) || name.length > 100) {
    problems.push(
      `--name: Invalid name ${JSON.stringify(name)}: use up to 100 lower-case letters, digits and inner hyphens. For example "contoso-events".`,
    );
  }
  if (!/^[a-z][a-z0-9]+$/.test(location)) {
    problems.push(
      `--location: Invalid location ${JSON.stringify(location)}: use the name of an Azure region, such as "westeurope". \`az account list-locations -o table\` lists them.`,
    );
  }
  if (!dataLocations.some((one) => one === dataLocation)) {
    problems.push(
      `--data-location: Unknown data location ${JSON.stringify(dataLocation)}.${meantHint(dataLocation, dataLocations)} Allowed are ${dataLocations.join(", ")}.`,
    );
  }
  return problems;
}
