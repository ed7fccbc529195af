import { setTimeout as wait } from "node:timers/promises";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { WebSocket } from "ws";
import { draftDocumentName, livePath } from "@/core/live";
import { load } from "../http-load";
import { inTurns, type Round } from "../measure";
import type { Bench, Workload } from "../workload";

const documents = 16;

type Editor = { provider: HocuspocusProvider; leave: () => void };

/** A member's browser with one draft open, without the browser. */
async function open(bench: Bench, reviewId: string, cookie: string): Promise<Editor> {
  const { base } = bench.lintel;
  class SignedInSocket extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie, origin: base } });
      this.on("error", () => {});
    }
  }
  const socket = new HocuspocusProviderWebsocket({
    url: base.replace("http", "ws") + livePath,
    WebSocketPolyfill: SignedInSocket,
  });
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: draftDocumentName(reviewId),
    token: "cookie",
  });
  provider.attach();
  await new Promise<void>((synced) => provider.on("synced", () => synced()));
  const leave = () => {
    provider.destroy();
    socket.destroy();
  };
  return { provider, leave };
}

/** Types one character and waits until the server has acknowledged it, which it does after its commit. */
function typeAndSave({ provider }: Editor): Promise<void> {
  return new Promise((saved) => {
    const hear = () => {
      if (provider.hasUnsyncedChanges) return;
      provider.off("unsyncedChanges", hear);
      saved();
    };
    provider.on("unsyncedChanges", hear);
    const text = provider.document.getText("requirements.problem");
    text.insert(text.length, "x");
  });
}

async function editAll({ lintel }: Bench, editors: readonly Editor[], seconds: number): Promise<Round> {
  const times: number[] = [];
  const begin = performance.now();
  const cpu = lintel.cpu();
  const end = begin + seconds * 1000;
  await Promise.all(
    editors.map(async (editor) => {
      while (performance.now() < end) {
        const typed = performance.now();
        await typeAndSave(editor);
        times.push(performance.now() - typed);
      }
    }),
  );
  const rate = (times.length * 1000) / (performance.now() - begin);
  return { rate, times, errors: 0, bytes: 0, cpu: (lintel.cpu() - cpu) / times.length };
}

/** A character that one person types every 30 ms, until a second person's document has it. */
async function watchKeystrokes(writer: Editor, reader: Editor, count: number): Promise<Round> {
  const times: number[] = [];
  const begin = performance.now();
  for (let n = 0; n < count; n++) {
    const typed = performance.now();
    const seen = new Promise<void>((done) => reader.provider.document.once("update", () => done()));
    const text = writer.provider.document.getText("requirements.goals");
    text.insert(text.length, "x");
    await seen;
    times.push(performance.now() - typed);
    await wait(30);
  }
  return { rate: (times.length * 1000) / (performance.now() - begin), times, errors: 0, bytes: 0, cpu: Number.NaN };
}

export const edit: Workload = async (bench) => {
  const { seed, seconds, rounds } = bench;
  const ids = seed.usual.flatMap((number) => seed.ids.get(number) ?? []).slice(-documents - 1);
  const cookie = (index: number) => seed.cookies[index % seed.cookies.length] ?? "";
  const editors = await Promise.all(ids.slice(0, documents).map((id, index) => open(bench, id, cookie(index))));
  const shared = ids.at(-1) ?? "";
  const [writer, reader] = await Promise.all([open(bench, shared, cookie(0)), open(bench, shared, cookie(1))]);
  try {
    const limit = [{ path: "/write-bytes", method: "POST" as const, body: "x".repeat(40) }];
    const { outcomes, ratio } = await inTurns(
      [() => editAll(bench, editors, seconds), () => load(bench.limit, limit, { connections: documents, seconds })],
      rounds,
    );
    const keystrokes = await inTurns([() => watchKeystrokes(writer, reader, 100)], 1);
    const [own, other] = outcomes;
    const [seen] = keystrokes.outcomes;
    if (!own || !seen) throw new Error("nothing was measured");
    return [
      {
        workload: "edit a field → saved, 16 drafts",
        size: seed.size,
        lintel: own,
        limit: other,
        ratio,
        bar: "ratio ≥ 0.4",
        isMet: ratio >= 0.4,
      },
      {
        workload: "keystroke → the other screen",
        size: seed.size,
        lintel: seen,
        bar: "p95 ≤ 50 ms",
        isMet: seen.p95 <= 50,
      },
    ];
  } finally {
    for (const { leave } of [...editors, writer, reader]) leave();
  }
};
