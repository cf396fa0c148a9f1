import { deploy } from "../packages/acs-events/src/pulumi/index.ts";

/** The stack's outputs (`main.js` hands them to the engine). */
export default await deploy();
