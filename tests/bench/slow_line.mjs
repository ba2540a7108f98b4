// A slow line before a local server: what passes is delayed and paced for all connections together,
// the page's, its workers' and its service worker's.
import { connect, createServer } from "node:net";

const kTickMs = 5;

/**
 * Listens on a free port, and passes on to `target`. Every request reaches the server after
 * `latencyMs`; answers share `bitsPerSecond`, connection by connection in turn.
 * `{port, bytes, close()}`; `bytes` counts what has come back so far, headers included.
 */
export async function slowLine(target, { bitsPerSecond, latencyMs }) {
  const waiting = new Map();
  const sockets = new Set();
  let bytes = 0;
  let allowance = 0;
  let last = performance.now();

  const pace = setInterval(() => {
    const now = performance.now();
    allowance += ((now - last) * bitsPerSecond) / 8000;
    last = now;
    while (allowance > 0 && waiting.size > 0) {
      const [[client, pieces]] = waiting;
      send(client, pieces);
    }
    // A line that was idle does not catch up.
    if (waiting.size === 0) allowance = Math.min(allowance, 0);
  }, kTickMs);

  /** At most a packet at a time, so that connections share. */
  function send(client, pieces) {
    const piece = pieces[0];
    const packet = piece.subarray(0, 1400);
    if (packet.length < piece.length) pieces[0] = piece.subarray(packet.length);
    else pieces.shift();
    // Whoever was served goes to the end of the row.
    waiting.delete(client);
    if (pieces.length > 0) waiting.set(client, pieces);
    allowance -= packet.length;
    bytes += packet.length;
    if (!client.destroyed) client.write(packet);
  }

  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
    }
    client.on("data", (piece) => setTimeout(() => upstream.write(piece), latencyMs));
    upstream.on("data", (piece) => {
      const pieces = waiting.get(client) ?? [];
      pieces.push(piece);
      waiting.set(client, pieces);
    });
    client.on("close", () => upstream.destroy());
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: server.address().port,
    get bytes() {
      return bytes;
    },
    close() {
      clearInterval(pace);
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
