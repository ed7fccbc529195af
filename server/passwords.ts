import { hash, verify } from "@node-rs/argon2";
import { LintelError } from "@/core/errors";

/** OWASP's second recommended setting for Argon2id (2024): 19 MiB of memory, 2 passes, 1 lane. */
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const passwordLimits = { least: 10, most: 200 } as const;

// Each takes 19 MiB and tens of milliseconds of a core: a flood of sign-ins waits here instead of starving everybody.
const most = 4;
let running = 0;
const waiting: (() => void)[] = [];

/** An Argon2id hash as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFKC"), settings));
}

let decoy: Promise<string> | undefined;

/** Whether a password is the one behind the hash. Without a hash it takes as long and is false, so that time tells nothing. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword("the hash of no account");
  const against = passwordHash ?? (await decoy);
  const matches = await inTurn(() => verify(against, password.normalize("NFKC")).catch(() => false));
  return matches && passwordHash !== null;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length > 200)
    throw new LintelError("unavailable", "Too many people sign in at this moment. Try again shortly.", {
      retryAfter: 5,
    });
  if (running >= most) await new Promise<void>((resume) => waiting.push(resume));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}
