import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { LintelError } from "@/core/errors";
import type { WorkerReply } from "@/server/analysis/analysis.worker";
import type { TaskInput, TaskName, TaskResult } from "@/server/analysis/tasks";

export const timeLimitMilliseconds = 2000;
const memoryLimitMegabytes = 256;
/** One core stays with the requests. */
const mostThreads = Math.max(1, Math.min(2, availableParallelism() - 1));
const mostWaiting = 200;

type Job = {
  task: TaskName;
  input: unknown;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
};

type Thread = { worker: Worker; job: Job | null; clock: NodeJS.Timeout | undefined };

const threads = new Set<Thread>();
const waiting: Job[] = [];

/**
 * Runs a task on text from a user in a thread of its own, stopped after two seconds of work or at 256 MB. Refuses with
 * `too_large` what exceeds either, and with `unavailable` when too much is waiting; the process and other requests go on.
 */
export function runTask<T extends TaskName>(task: T, input: TaskInput<T>): Promise<TaskResult<T>> {
  if (waiting.length >= mostWaiting) {
    const message = "Too many documents are being read at the moment. Try again in a few seconds.";
    return Promise.reject(new LintelError("unavailable", message, { retryAfter: 5 }));
  }
  return new Promise((resolve, reject) => {
    waiting.push({ task, input, resolve: (result) => resolve(result as TaskResult<T>), reject });
    next();
  });
}

function next() {
  const idle = [...threads].find(({ job }) => job === null) ?? (threads.size < mostThreads ? startThread() : undefined);
  const job = idle && waiting.shift();
  if (!idle || !job) return;
  idle.job = job;
  // A thread at work keeps the process alive, one that waits does not.
  idle.worker.ref();
  idle.worker.postMessage({ task: job.task, input: job.input });
}

function startThread(): Thread {
  const thread: Thread = { worker: openWorker(), job: null, clock: undefined };
  threads.add(thread);
  thread.worker.on("message", (reply: WorkerReply) => {
    if (reply.kind === "started") thread.clock = setTimeout(() => giveUp(thread, tooSlow()), timeLimitMilliseconds);
    else finish(thread, reply);
  });
  thread.worker.on("error", (error) => giveUp(thread, isMemoryError(error) ? tooMuchMemory() : error));
  thread.worker.on("exit", () => giveUp(thread, new Error("A thread for reading documents ended by itself.")));
  return thread;
}

function openWorker(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: memoryLimitMegabytes, stackSizeMb: 8 };
  const bundled = new URL("./analysis.worker.mjs", import.meta.url);
  if (existsSync(bundled)) return new Worker(bundled, { env: {}, resourceLimits });
  // From source, as in tests, the TypeScript file is run through tsx, which a thread can only be given from within.
  const source = new URL("./analysis.worker.ts", import.meta.url).href;
  const start = `import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(source)}); })`;
  return new Worker(start, { eval: true, resourceLimits });
}

function finish(thread: Thread, reply: Exclude<WorkerReply, { kind: "started" }>) {
  clearTimeout(thread.clock);
  const { job } = thread;
  thread.job = null;
  thread.worker.unref();
  if (reply.kind === "done") job?.resolve(reply.result);
  else job?.reject(new Error(reply.message));
  next();
}

/** Ends the thread with its job; the jobs that wait get a new one. */
function giveUp(thread: Thread, reason: Error) {
  if (!threads.delete(thread)) return;
  clearTimeout(thread.clock);
  thread.job?.reject(reason);
  void thread.worker.terminate();
  if (waiting.length > 0) next();
}

const isMemoryError = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
const tooSlow = () =>
  new LintelError("too_large", "This text takes longer than 2 seconds to read. Shorten it or split it up.");
const tooMuchMemory = () =>
  new LintelError("too_large", "This text needs more than 256 MB of memory to be read. Shorten it or split it up.");
