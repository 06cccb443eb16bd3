import { request } from "node:https";

/**
 * A `fetch` for the registry that this very process has just opened on loopback: its certificate may be for a public
 * name, or signed by nobody but itself, and who answers is known all the same. For nothing else.
 */
export const fetchOwn: typeof fetch = async (input, init) => {
  const given = new Request(input, init);
  if (given.url.startsWith("http:")) return fetch(given);
  const body = Buffer.from(await given.arrayBuffer());
  return new Promise((resolve, reject) => {
    const { url, method, signal } = given;
    const options = { method, signal, headers: Object.fromEntries(given.headers), rejectUnauthorized: false };
    const sent = request(url, options, async (response) => {
      const pieces: Buffer[] = [];
      try {
        for await (const piece of response) if (Buffer.isBuffer(piece)) pieces.push(piece);
        const type = response.headers["content-type"];
        const headers = new Headers(type === undefined ? {} : { "content-type": type });
        resolve(new Response(Buffer.concat(pieces), { status: response.statusCode ?? 500, headers }));
      } catch (error) {
        reject(error);
      }
    });
    sent.on("error", reject);
    sent.end(body);
  });
};
