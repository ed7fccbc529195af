import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** A line between browsers and a server whose faults a test decides. */
export type FaultProxy = {
  port: number;
  /** Ends every connection at once, as a broken cable does that is plugged in again. */
  cut: () => void;
  /** From now on nothing passes and nobody is told, as in a tunnel; connections stay, and new ones wait too. */
  blackhole: () => void;
  /** What waited goes on. */
  mend: () => void;
  /** Everything takes this long, until told otherwise. */
  delay: (milliseconds: number) => void;
  stop: () => Promise<void>;
};

export async function faultProxy(target: { port: number }): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  let isBlack = false;
  let latency = 0;
  let waiting: (() => void)[] = [];

  /** Bytes leave in the order they came, however the latency changes meanwhile. */
  function pass(from: Socket, to: Socket): void {
    let before: Promise<void> = Promise.resolve();
    from.on("data", (bytes) => {
      const due = Date.now() + latency;
      before = before.then(async () => {
        if (isBlack) await new Promise<void>((go) => waiting.push(go));
        const left = due - Date.now();
        if (left > 0) await new Promise((go) => setTimeout(go, left));
        if (!to.destroyed) to.write(bytes);
      });
    });
    from.on("close", () => {
      sockets.delete(from);
      void before.then(() => to.destroy());
    });
    from.on("error", () => from.destroy());
  }

  const server = createServer((near) => {
    const far = connect(target.port, "127.0.0.1");
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
    }
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const mend = () => {
    isBlack = false;
    const going = waiting;
    waiting = [];
    for (const go of going) go();
  };
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    blackhole: () => {
      isBlack = true;
    },
    mend,
    delay: (milliseconds) => {
      latency = milliseconds;
    },
    stop: async () => {
      cut();
      mend();
      await new Promise((closed) => server.close(closed));
    },
  };
}
