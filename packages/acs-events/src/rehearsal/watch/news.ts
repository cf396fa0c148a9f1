import type { DeliveryRecord, PublishResult } from "../../emulator/delivery/delivery-record.ts";
import type { Diagnostic, ResourceStep } from "../../engine/rehearsal-stack.ts";
import type { Review } from "../../review/change.ts";
import type { StandIn } from "../derived-stack.ts";
import type { Unhandled } from "../webhook-routes.ts";
import type { ServedHandlers } from "./handlers-host.ts";

/** What happens while a project is developed against its local Azure, as data. */
export type News =
  | ResourceStep
  | Diagnostic
  /** Files were saved, and what they say is planned and deployed now. */
  | { readonly kind: "saved"; readonly files: readonly string[] }
  /** What the last deployment was is not known: everything but the events is deployed again. */
  | { readonly kind: "cut-off" }
  /** What the change means; undefined before the first deployment. */
  | {
      readonly kind: "planned";
      readonly review: Review | undefined;
      readonly standIns: readonly StandIn[];
      readonly unhandled: readonly Unhandled[];
    }
  | { readonly kind: "deployed"; readonly resources: number; readonly changed: number; readonly milliseconds: number }
  /** What is wrong; what was there before goes on. */
  | {
      readonly kind: "mistake";
      readonly of: "program" | "handlers" | "policies" | "deployment";
      readonly problem: string;
    }
  | { readonly kind: "handlers"; readonly served: ServedHandlers; readonly milliseconds: number }
  /** A line that a handler tells, or that the project's code printed. */
  | { readonly kind: "line"; readonly from: "handler" | "handlers" | "program"; readonly line: string }
  | { readonly kind: "published"; readonly result: PublishResult }
  | { readonly kind: "stands"; readonly record: DeliveryRecord };
