import type { OpsView } from "../ops/view.js";
import type { App } from "./app.js";

/** Tells operations of each request, and asks callers to go elsewhere while this replica ends. */
export function observeRequests(app: App, ops: OpsView): void {
  app.addHook("onRequest", (request, reply, done) => {
    ops.began(request);
    // A connection that stays open would keep sending here what another replica should get.
    if (ops.isDraining()) reply.header("connection", "close");
    ops.within(request, done);
  });
  app.addHook("onResponse", (request, reply, done) => {
    ops.ended(request, reply);
    done();
  });
}
