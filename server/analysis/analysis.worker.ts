import { parentPort } from "node:worker_threads";
import { type TaskName, tasks } from "@/server/analysis/tasks";

export type WorkerRequest = { task: TaskName; input: unknown };
export type WorkerReply = { kind: "started" } | { kind: "done"; result: unknown } | { kind: "failed"; message: string };

const reply = (message: WorkerReply) => parentPort?.postMessage(message);
const prepared = new Map<TaskName, Promise<void>>();

parentPort?.on("message", async ({ task, input }: WorkerRequest) => {
  try {
    const { prepare, run } = tasks[task];
    const ready = prepared.get(task) ?? prepare();
    prepared.set(task, ready);
    await ready;
    reply({ kind: "started" });
    // `input` comes from the typed pool, which a message channel cannot express.
    reply({ kind: "done", result: run(input as never) });
  } catch (error) {
    reply({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
});
