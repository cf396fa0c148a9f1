import { deploy } from "acs-events/pulumi";
import project from "./project.ts";

/** The outputs of the stack. */
export default await deploy(project);
