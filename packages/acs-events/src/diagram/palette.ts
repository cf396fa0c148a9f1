import type { Box } from "./graph.ts";

/** Fill, frame and text of a box; dark on light, so that it is legible on a white page and on a black one. */
export interface Colours {
  readonly fill: string;
  readonly stroke: string;
  readonly text: string;
}

export const colours: Readonly<Record<Box["kind"], Colours>> = {
  "event-types": { fill: "#ddf4ff", stroke: "#54aeff", text: "#0a3069" },
  listener: { fill: "#dafbe1", stroke: "#4ac26b", text: "#044f1e" },
  endpoint: { fill: "#fbefff", stroke: "#c297ff", text: "#3e1f79" },
};

export const unheard: Colours = { fill: "#f6f8fa", stroke: "#8c959f", text: "#424a53" };

/** Lines and frames: a grey that both pages leave visible. */
export const lineColour = "#8c959f";
/** Text beside lines and in frames, on whatever page there is. */
export const pageText = "#768390";
