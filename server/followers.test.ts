import { like } from "drizzle-orm";
import { expect, it } from "vitest";
import { signInAttempts } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { catchUp, type Follower, followLog, type LoggedEvent } from "@/server/followers";
import { publishEvents } from "@/server/publish";
import { buildTeam, testContext } from "@/server/testing";

const database = testDatabase();

const renamed = (name: string) => ({ type: "team.updated" as const, payload: { name } });
const namesOf = (happened: LoggedEvent[]) =>
  happened.flatMap((event) => (event.type === "team.updated" ? [event.payload.name ?? ""] : []));

async function rename(context: ReturnType<typeof testContext>, teamId: string, ...names: string[]) {
  await context.db.transaction((tx) => publishEvents(tx, { teamId, actorId: null }, names.map(renamed)));
}

it("gives a follower every event once and in order, whoever else follows at the same time", async () => {
  const context = testContext(database);
  const { team } = await buildTeam(context);
  const heard: string[] = [];
  const follower: Follower = {
    name: "names",
    follow: async (_tx, _team, happened) => void heard.push(...namesOf(happened)),
  };
  const first = followLog(context, [follower]);
  const second = followLog(context, [follower]);
  const names = Array.from({ length: 60 }, (_, index) => `name ${index}`);
  for (const name of names) await rename(context, team.id, name);
  await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(60);
  expect(heard).toEqual(names);
  await Promise.all([first.stop(), second.stop()]);
});

it("repeats what was not committed and keeps what was", async () => {
  const context = testContext(database);
  const { team } = await buildTeam(context);
  await rename(context, team.id, "a", "b");
  let isBroken = true;
  const follower: Follower = {
    name: "told",
    follow: async (tx, _team, happened) => {
      for (const name of namesOf(happened)) await tx.insert(signInAttempts).values({ key: `${team.id} ${name}` });
      if (isBroken) throw Object.assign(new Error("the connection is gone"), { code: "CONNECTION_CLOSED" });
    },
  };
  await expect(catchUp(context, follower, team.id)).rejects.toThrow("gone");
  isBroken = false;
  await catchUp(context, follower, team.id);
  await catchUp(context, follower, team.id);
  const told = await context.db
    .select()
    .from(signInAttempts)
    .where(like(signInAttempts.key, `${team.id}%`));
  expect(told.map(({ key }) => key.slice(-1)).sort()).toEqual(["a", "b"]);
});

it("leaves out an event that it cannot deal with, and no other", async () => {
  const context = testContext(database);
  const { team } = await buildTeam(context);
  await rename(context, team.id, "good", "poison", "better");
  const heard: string[] = [];
  const follower: Follower = {
    name: "fragile",
    follow: async (_tx, _team, happened) => {
      if (namesOf(happened).includes("poison")) throw new Error("cannot be read");
      heard.push(...namesOf(happened));
    },
  };
  await catchUp(context, follower, team.id);
  expect(heard).toEqual(["good", "better"]);
});
