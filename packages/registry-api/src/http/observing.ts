import type { OpsView } from "../ops/view.js";
import type { App } from "./app.js";

/** Tells operations of each request, and asks callers to go elsewhere while this replica ends. */
export function observeRequests(app: App, ops: OpsView): void {
  app.addHook("onRequest", (request, _reply, done) => {
    ops.began(request);
    ops.within(request, done);
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    // A connection that stays open would send here what another replica should get, and keep the end waiting.
    if (ops.isDraining()) reply.header("connection", "close");
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    ops.ended(request, reply);
    done();
  });
}
