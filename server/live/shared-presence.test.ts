import { afterEach, describe, expect, test } from "vitest";
import { presences } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import {
  buildMember,
  buildReview,
  openClient,
  serveLive,
  type TestClient,
  type TestMember,
  type TestServer,
  testContext,
  until,
} from "@/server/live/testing";

const database = testDatabase();
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A review that two processes serve. */
async function room() {
  const servers = [await serveLive(testContext(database)), await serveLive(testContext(database))] as const;
  cleanups.push(...servers.map(({ stop }) => stop));
  const review = await buildReview(database);
  const open = async (at: { port: number }, who?: TestMember): Promise<TestClient & { member: TestMember }> => {
    const member = who ?? (await buildMember(database, review.teamId, "editor"));
    const client = await openClient(at, member, review.reviewId);
    cleanups.push(client.leave);
    await until(() => client.provider.isSynced);
    // The first state of the protocol's own client does not count: its clock is zero.
    client.provider.setAwarenessField("place", "activity");
    return { ...client, member };
  };
  return { servers, ...review, open };
}

const stand = ({ provider }: TestClient, place: string, field: string | null = null) => {
  provider.setAwarenessField("place", place);
  provider.setAwarenessField("field", field);
};
const seen = (by: TestClient, of: TestClient) => by.provider.awareness?.getStates().get(of.doc.clientID);

/** Leaves as a killed browser does: without a word. */
function stopServer(server: TestServer): Promise<void> {
  cleanups.splice(cleanups.indexOf(server.stop), 1);
  return server.stop();
}

describe("people in one review through two processes", () => {
  test("see where the others are, and where their cursors go, under their real names", async () => {
    const { servers, open } = await room();
    const [here, there] = [await open(servers[0]), await open(servers[1])];
    stand(here, "spec/requirements", "requirements.problem");
    stand(there, "checklist");
    await until(() => seen(there, here)?.place === "spec/requirements" && seen(here, there)?.place === "checklist");
    expect(seen(there, here)).toMatchObject({
      user: { id: here.member.userId, name: here.member.name },
      field: "requirements.problem",
    });
    here.provider.setAwarenessField("user", { name: "The boss" });
    here.provider.setAwarenessField("cursor", { anchor: 1, head: 2 });
    await until(() => seen(there, here)?.cursor?.head === 2);
    expect(seen(there, here)?.user).toEqual({ id: here.member.userId, name: here.member.name });
    // Somebody who comes later sees them as well.
    const late = await open(servers[1]);
    await until(() => seen(late, here)?.cursor?.head === 2 && seen(here, late) !== undefined);
  });

  test("see that somebody left", async () => {
    const { servers, open } = await room();
    const [here, there] = [await open(servers[0]), await open(servers[1])];
    stand(here, "diagrams");
    await until(() => seen(there, here) !== undefined && seen(here, there) !== undefined);
    here.leave();
    await until(() => seen(there, here) === undefined);
  });

  test("see everybody anew when one process stops, and nobody twice", async () => {
    const { servers, open } = await room();
    const [first, second] = servers;
    const [moving, staying] = [await open(first), await open(second)];
    stand(moving, "versions");
    await until(() => seen(staying, moving) !== undefined);
    moving.leave();
    await stopServer(first);
    const back = await openClient(
      second,
      moving.member,
      (await database.db.select().from(presences))[0]?.reviewId ?? "",
    );
    cleanups.push(back.leave);
    stand(back, "versions");
    await until(() => seen(staying, back)?.place === "versions" && seen(staying, moving) === undefined);
  });

  test("are no longer written down when they are all at one process", async () => {
    const { servers, open, reviewId } = await room();
    const [first, second] = [await open(servers[0]), await open(servers[0])];
    stand(first, "spec/data");
    await until(() => seen(second, first)?.place === "spec/data");
    await new Promise((later) => setTimeout(later, 300));
    const rows = async () => (await database.db.select().from(presences)).filter((row) => row.reviewId === reviewId);
    expect((await rows()).map(({ clientId }) => clientId)).toEqual([0]);
    first.leave();
    second.leave();
    await until(async () => (await rows()).length === 0);
  });

  test("cannot be taken for one another", async () => {
    const { servers, open } = await room();
    const [here, there] = [await open(servers[0]), await open(servers[1])];
    stand(here, "diagrams");
    await until(() => seen(there, here) !== undefined);
    const states = there.provider.awareness?.states;
    states?.set(here.doc.clientID, { place: "forged" });
    there.provider.awareness?.emit("update", [{ added: [], updated: [here.doc.clientID], removed: [] }, "local"]);
    await new Promise((later) => setTimeout(later, 300));
    const witness = await open(servers[1]);
    await until(() => seen(witness, here) !== undefined);
    expect(seen(witness, here)?.place).toBe("diagrams");
  });
});
