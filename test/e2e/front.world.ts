import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A way to the chain that has a secret in its path, as endpoints of others do; shut, it fails and quotes the secret. */
export type Door = {
  readonly url: string;
  readonly shut: (shut: boolean) => void;
  readonly close: () => Promise<void>;
};

export async function openDoor(rpc: string, secret: string): Promise<Door> {
  const path = `/v2/${secret}`;
  let isShut = false;
  const server: Server = createServer((incoming, answer) => {
    if (isShut || incoming.url !== path) {
      incoming.resume();
      answer.writeHead(502, { "content-type": "text/plain" }).end(`no upstream for ${path}`);
      return;
    }
    const { method, headers } = incoming;
    const onwards = request(rpc, { method, headers: { ...headers, host: new URL(rpc).host } }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    onwards.on("error", () => answer.destroy());
    incoming.pipe(onwards);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    shut: (shut) => {
      isShut = shut;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Every route of a tree that `printRoutes` drew, as `GET /path/:param`. */
export function routesOf(tree: string): string[] {
  const routes: string[] = [];
  const above: string[] = [];
  for (const line of tree.split("\n")) {
    const match = /^([│ ]*)(?:├── |└── )(.*?)(?: \(([A-Z, -]+)\))?$/.exec(line);
    if (match === null) continue;
    const [, indent = "", part = "", methods] = match;
    const depth = indent.length / 4;
    above.length = depth;
    above.push(part);
    for (const method of methods?.split(", ") ?? []) routes.push(`${method} ${above.join("")}`);
  }
  return routes;
}
