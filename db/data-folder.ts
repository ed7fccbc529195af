import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync, realpathSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { errorCode, StartupError } from "@/db/startup-error";

/** Creates the data folder if need be and answers its real path; a folder that cannot be written is a `StartupError`. */
export function openDataFolder(path: string): string {
  const folder = resolve(path);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return realpathSync(folder);
  } catch (error) {
    throw new StartupError(
      `Lintel cannot write to its data folder ${folder} (${errorCode(error)}); make it writable, or name another in LINTEL_DATA_DIR.`,
    );
  }
}

/** The folder for the sockets of a data folder: inside it, or under the temporary folder where the path would pass the system's limit. */
export function socketFolder(dataFolder: string): string {
  const inside = join(dataFolder, "run");
  // A socket address holds 104 bytes on macOS and 108 on Linux, and PostgreSQL puts a lock file of this name beside it.
  if (Buffer.byteLength(join(inside, ".s.PGSQL.5432.lock")) <= 103) return inside;
  return join(tmpdir(), `lintel-${createHash("sha256").update(dataFolder).digest("hex").slice(0, 12)}`);
}

/** What a listening socket says before it closes, or null where nobody listens. */
export function askSocket(path: string): Promise<string | null> {
  return new Promise((answer) => {
    let text = "";
    const socket = net.connect(path);
    socket.setTimeout(1000, () => socket.destroy());
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => answer(null));
    socket.on("close", () => answer(text));
  });
}

/**
 * Makes this process the only owner of a data folder until it ends; answers the release. The owner is whoever listens on a
 * socket, never a process id in a file: that may outlive its process and be given to another.
 */
export async function ownDataFolder(dataFolder: string, sockets: string): Promise<() => void> {
  const path = join(sockets, "owner.sock");
  const owner = await askSocket(path);
  if (owner !== null) throw alreadyRunning(dataFolder, owner);
  rmSync(path, { force: true });
  const server = net.createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.end(String(process.pid));
  });
  await new Promise<void>((ready, fail) => {
    server.once("error", fail);
    server.listen(path, ready);
  }).catch((error) => {
    if (errorCode(error) === "EADDRINUSE") throw alreadyRunning(dataFolder, "");
    throw new StartupError(
      `Lintel cannot open a socket in ${sockets} (${errorCode(error)}); make the folder writable.`,
    );
  });
  server.unref();
  // Two processes may have removed the same dead socket; the one whose socket is still there a moment later has it.
  await wait(50);
  const winner = await askSocket(path);
  if (winner !== String(process.pid)) {
    server.close();
    throw alreadyRunning(dataFolder, winner ?? "");
  }
  return () => {
    server.close();
    rmSync(path, { force: true });
  };
}

function alreadyRunning(dataFolder: string, pid: string): StartupError {
  const who = pid ? ` (process ${pid})` : "";
  return new StartupError(
    `Lintel already runs on the data folder ${dataFolder}${who}; stop it first, or name another folder in LINTEL_DATA_DIR.`,
  );
}
